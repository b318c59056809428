--[[
  A person says what a step has come to that did not succeed, or has not begun: it has succeeded with this value.
  What its end had caused is taken back as by a retry, and what follows goes on.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] expected   how many retries the run had when the caller looked: this counts as one
  ARGV[4] request    id of this call: sent twice it counts once
  ARGV[5] element
  ARGV[6] epoch      the decision that the caller looked at
  ARGV[7] value      JSON
  ARGV[8] byHand     JSON object: what is kept of it in the record

  Returns { 0, flush } or { -1 GONE } or { -9 BUSY, flush } or { -10 CONFLICT, flush }
  Events  run.changed, step.changed
  Cost    O(what follows) up to the budget; the rest is work
]]
--- @include "includes/flush"
--- @include "includes/finish"
local givenNow, contextText, expected, request = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local e, epoch, value, byHand = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7], ARGV[8]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
process(context.budget)
if redis.call("HGET", runKey, "request") == request then return { 0, flush() } end
if hasWork() then return { -9, flush() } end
local r = rec(e)
local isEnded = r.s == "F" or r.s == "V"
-- What waits for its turn, runs or has succeeded since was not what the caller saw.
local fits = r.e == epoch and (isEnded or isInFlight(r.s) and r.s ~= "R")
if run.retries ~= expected or not fits then return { -10, flush() } end
redis.call("HSET", runKey, "request", request)
addRun("retries", 1)
setRun("revokedAll", 0)
addRunEvent()
if isEnded then send("-", e) else release(e) end
forget(e, "P")
r.bh = cjson.decode(byHand)
FINISH.D(e, { value = value })
process(context.budget)
return { 0, flush() }
