import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of the test cluster, until its standard input ends: so no node outlives the process that started it.
 *
 * java TestNode.java FOLDER NAME HTTP_PORT TRANSPORT_PORT ALL_NAMES ALL_ADDRESSES, the last two with commas.
 */
public class TestNode {
    public static void main(String[] arguments) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", arguments[1]);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", arguments[2]);
            settings.put("transport.port", arguments[3]);
            settings.put("discovery.type", "zen");
            settings.put("discovery.seed_hosts", arguments[5]);
            settings.put("cluster.initial_cluster_manager_nodes", arguments[4]);
        });
        runner.build(OpenSearchRunner.newConfigs()
            .clusterName("footnote-tests").numOfNode(1).basePath(arguments[0]).disableESLogger());
        while (System.in.read() >= 0) {
        }
        System.exit(0);
    }
}
