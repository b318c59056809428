--[[
  Makes a run live and starts what starts it. Submitting a run id twice is one run.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] token      the submission's, as in uploadPlan
  ARGV[4] fields     JSON object: what describes the run (gen, name, rootId …) and its counts
  ARGV[5] starts     JSON list of links
  ARGV[6] expiries   JSON list of [element, expiresMs, etaMs]

  Returns { 0 created | 1 exists | -2 STALE, flush }
  Events  run.submitted, then step.changed for each step that starts
  Cost    O(starts) up to the budget; the rest is work
]]
--- @include "includes/flush"
local givenNow, contextText, token = ARGV[1], ARGV[2], ARGV[3]
local fieldsText, startsText, expiriesText = ARGV[4], ARGV[5], ARGV[6]

if redis.call("HGET", runKey, "live") == "1" then return { 1 } end
if redis.call("HGET", runKey, "upload") ~= token then return { -2 } end
begin(givenNow, contextText)
for name, value in pairs(cjson.decode(fieldsText)) do
  redis.call("HSET", runKey, name, type(value) == "number" and string.format("%.0f", value) or value)
end
redis.call("HSET", runKey, "live", "1", "submittedAt", string.format("%.0f", now))
redis.call("HDEL", runKey, "upload")
keepAlive()
readRun()
for _, entry in ipairs(cjson.decode(expiriesText)) do
  local from = entry[3] > 0 and entry[3] or now
  redis.call("ZADD", dueKey, from + entry[2], "x" .. entry[1])
end
addEvent("c", "")
loadWork()
sendTo(cjson.decode(startsText), { "v" })
process(context.budget)
return { 0, flush() }
