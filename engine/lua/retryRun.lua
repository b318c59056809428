--[[
  Gives steps a new decision and re-arms what comes after them, in one move. Two retries at once: one wins.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] expected   how many retries the run had when the caller looked
  ARGV[4] request    id of this call: sent twice it counts once
  ARGV[5] targets    JSON list of [op, first, last]: "t" failed and revoked ones in a range, "y" this one,
                     "z" this one and all after it
  ARGV[6] override   element whose signature is replaced, or ""
  ARGV[7] payload    its new payload

  Returns { 0, flush } or { -1 GONE } or { -9 BUSY, flush } or { -10 CONFLICT }
  Events  run.changed, step.changed
  Cost    O(elements) up to the budget; the rest is work
]]
--- @include "includes/flush"
local givenNow, contextText, expected, request = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local targetsText, override, payload = ARGV[5], ARGV[6], ARGV[7]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
process(context.budget)
if redis.call("HGET", runKey, "request") == request then return { 0, flush() } end
if hasWork() then return { -9, flush() } end
if run.retries ~= expected then return { -10, flush() } end
redis.call("HSET", runKey, "request", request)
addRun("retries", 1)
setRun("revokedAll", 0)
keepAlive()
if override ~= "" then
  redis.call("HSET", notesKey, "g" .. override, payload)
  local r = rec(tonumber(override))
  r.z = (r.z or 0) + 1
  touch(tonumber(override))
end
addRunEvent()
for _, target in ipairs(cjson.decode(targetsText)) do push(target) end
process(context.budget)
return { 0, flush() }
