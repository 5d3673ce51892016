-- Asks every question of a file once, in order, and says at the end how long the answers took.
-- wrk -s load.lua URL -- METHOD PATHS

local paths, method, at = {}, "GET", 0

function init(arguments)
  method = arguments[1]
  for path in io.lines(arguments[2]) do paths[#paths + 1] = path end
end

function request()
  at = at % #paths + 1
  return wrk.format(method, paths[at])
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
