"""The words of German that tell names from nouns, all of which have capitals."""

from indexer.text.languages.profile import NameWords, words

NAMES = NameWords(
    titles=words("""
        abgeordnete abgeordneter außenminister außenministerin bürgermeister bürgermeisterin bundeskanzler
        bundeskanzlerin bundespräsident bundespräsidentin bundestrainer bundesfinanzminister bundesinnenminister
        bundesaußenminister dr finanzminister finanzministerin frau general herr herrn innenminister innenministerin
        justizminister kanzler kanzlerin könig königin kardinal kultusminister minister ministerin ministerpräsident
        ministerpräsidentin oberbürgermeister oberbürgermeisterin papst premierminister premierministerin prinz
        prinzessin prof professor professorin präsident präsidentin regierungschef senator senatorin staatschef
        staatspräsident staatssekretär staatssekretärin trainer us-präsident verteidigungsminister vizepräsident
    """),
    given=frozenset(
        """
        Achim Adam Adolf Albert Albrecht Alexander Alexandra Alfred Alice Andrea Andreas Angela Angelika Anke Anna
        Anne Annette Anton Antonio Armin Arno Arnold Arthur August Axel Barbara Beate Benedikt Benjamin Bernd
        Bernhard Bert Bertolt Bettina Bill Birgit Björn Bob Boris Brigitte Bruno Burkhard Carl Carlos Carola Charles
        Christa Christian Christiane Christine Christof Christoph Claudia Claus Cornelia Daniel Daniela David Detlef
        Dieter Dietmar Dietrich Dirk Dominik Donald Doris Eberhard Eckhard Edgar Edmund Eduard Egon Ekkehard
        Elisabeth Elke Ellen Elvira Emil Emma Erhard Eric Erich Erik Erika Ernst Erwin Eugen Eva Ferdinand Florian
        Francesco Frank Franz Fred Friedrich Fritz Gabriele Georg George Gerald Gerd Gerda Gerhard Gert Gisela
        Gottfried Gregor Guido Gustav Günter Günther Hanna Hannelore Hannes Hans Hans-Dietrich Hans-Georg
        Hans-Joachim Hans-Jürgen Hans-Peter Harald Harry Hartmut Hedwig Heide Heidi Heiko Heiner Heinrich Heinz
        Helga Helge Hella Helmut Helmuth Henning Henri Henry Herbert Hermann Hilde Holger Horst Hubert Hugo Igor
        Ilse Ines Inge Ingo Ingrid Irene Iris Irmgard Iwan Jack Jacques Jakob James Jan Jean Jens Jim Joachim
        Joachim Jochen Johann Johanna Johannes John Jonas Joschka Josef Joseph José Juan Julia Julian Jutta Jörg
        Jörn Jürgen Karin Karl Karl-Heinz Karla Karsten Katharina Kathrin Katja Katrin Kerstin Klara Klaus
        Klaus-Peter Konrad Kurt Lars Laura Lea Lena Leo Leon Leonhard Lisa Lothar Louis Ludwig Luis Lukas Lutz
        Manfred Manuel Manuela Marc Marcel Marco Marcus Margarete Margot Maria Marianne Marie Marina Mario Marion
        Mark Markus Marlene Martha Martin Martina Mary Matthias Max Maximilian Michael Michail Michel Mike Mohammed
        Monika Moritz Nadine Nicole Nikolaus Nina Norbert Olaf Oliver Oskar Oswald Otto Patricia Patrick Paul Paula
        Peer Peter Petra Philipp Pierre Rainer Ralf Ralph Raimund Reiner Reinhard Reinhold Renate Richard Rita
        Robert Roberto Roger Roland Rolf Roman Ronald Rosa Rosemarie Rudi Rudolf Ruth Rüdiger Sabine Samuel Sandra
        Sara Sebastian Siegfried Sigmar Sigmund Silke Silvia Simon Simone Sophie Stefan Stefanie Steffen Stephan
        Steve Steven Susanne Sven Theo Theodor Thomas Thorsten Tim Timo Tobias Tom Tony Torsten Udo Ulla Ulrich
        Ulrike Ursula Ute Uwe Vera Veronika Viktor Volker Waltraud Walter Walther Wendelin Werner Wilfried Wilhelm
        Willi William Willy Winfried Wladimir Wolf Wolfgang Wolfram Yvonne
    """.split()
    ),
    places=frozenset(
        """
        Afghanistan Afrika Albanien Algerien Amerika Argentinien Armenien Asien Aserbaidschan Australien Belgien
        Bolivien Brasilien Bulgarien Chile China Deutschland Dänemark Ecuador Estland Europa Finnland Frankreich
        Georgien Ghana Griechenland Großbritannien Indien Indonesien Irak Iran Irland Island Israel Italien Japan
        Jordanien Jugoslawien Kambodscha Kamerun Kanada Kasachstan Kenia Kolumbien Kosovo Kroatien Kuba Kuwait
        Lettland Libanon Libyen Litauen Luxemburg Malaysia Mali Malta Marokko Mazedonien Mexiko Moldawien Mongolei
        Montenegro Namibia Nepal Neuseeland Nicaragua Niederlande Niederlanden Nigeria Nordkorea Norwegen Pakistan
        Palästina Paraguay Peru Polen Portugal Rumänien Russland Rußland Saudi-Arabien Schottland Schweden Schweiz
        Senegal Serbien Singapur Slowakei Slowenien Somalia Spanien Sudan Syrien Südafrika Südkorea Taiwan Thailand
        Tibet Tschechien Tschetschenien Tunesien Türkei Uganda Ukraine Ungarn Uruguay Venezuela Vietnam Weißrussland
        Zypern Österreich Ägypten Äthiopien Bayern Baden-Württemberg Brandenburg Hessen Mecklenburg-Vorpommern
        Niedersachsen Nordrhein-Westfalen Rheinland-Pfalz Saarland Sachsen Sachsen-Anhalt Schleswig-Holstein
        Thüringen Tirol Kärnten Steiermark Aachen Amsterdam Ankara Athen Augsburg Bagdad Barcelona Basel Belgrad
        Berlin Bern Bielefeld Bochum Bonn Braunschweig Bremen Brüssel Budapest Bukarest Chemnitz Chicago Darmstadt
        Dortmund Dresden Dublin Duisburg Düsseldorf Erfurt Florenz Frankfurt Freiburg Genf Göttingen Graz Halle
        Hamburg Hannover Heidelberg Helsinki Innsbruck Istanbul Jena Jerusalem Kairo Karlsruhe Kassel Kiel Kiew
        Koblenz Kopenhagen Köln Leipzig Lissabon London Lübeck Madrid Magdeburg Mailand Mainz Mannheim Marburg
        Moskau München Münster Neapel Nürnberg Offenbach Oslo Paris Peking Potsdam Prag Regensburg Riga Rom Rostock
        Saarbrücken Salzburg Sarajevo Schwerin Stockholm Straßburg Stuttgart Sydney Tallinn Teheran Tokio Trier Ulm
        Venedig Warschau Washington Weimar Wien Wiesbaden Wolfsburg Wuppertal Würzburg Zagreb Zürich
    """.split()
    ),
    abbreviations=frozenset(
        """
        SPD CDU CSU FDP PDS AfD NPD DGB ÖVP SPÖ FPÖ EU EG UN UNO USA NATO Nato OSZE ARD ZDF WDR NDR BBC CNN FBI CIA
        BND BKA IBM BMW VW AEG BASF SAP UEFA FIFA DFB IOC Uno Unesco WHO IWF EZB Siemens Volkswagen Daimler
        Lufthansa Greenpeace
    """.split()
    ),
    same={"UNO": "UN", "Uno": "UN", "Nato": "NATO", "Rußland": "Russland"},
    particles=frozenset({"von", "van", "de", "der", "den", "zu", "zur", "di", "da"}),
    links="von der|von den|von|van der|van|de|der|den|zu|zur|di|da",
    determiners=words("ein eine einen einem einer eines kein keine jeder jede jedes dieser diese dieses"),
)
