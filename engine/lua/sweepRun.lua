#!lua flags=allow-oom
--[[
  Looks after a run for ever: expired leases, grace times that are over, expiries, delays of containers, work
  and jobs that somebody did not get done. Any process may call it at any time.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON

  Returns { 0, flush, check … } or { -1 GONE }; check: "element.epoch" of jobs that BullMQ is to be asked for
  Events  step.changed
  Cost    O(budget)
]]
--- @include "includes/flush"
--- @include "includes/outcomes"
local givenNow, contextText = ARGV[1], ARGV[2]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
process(context.budget)
local check = {}

local function visitDue(e)
  local r = rec(e)
  if r.s == "R" and not r.rp then
    if r.rv then
      r.ck = "forced"
      settle(e, "V")
    elseif (r.c or 0) >= context.claimLimit then
      poison(e)
    else
      -- The same decision, delivered again: the claims go on counting, the job id must be a new one.
      noteEnd(e, "L")
      release(e)
      r.e, r.k = r.e + 1, nil
      dispatch(e)
    end
  elseif isJoin(e) and r.s == "S" then
    settle(e, "D")
  elseif r.s == "Q" or r.s == "S" or r.s == "T" then
    check[#check + 1] = jobOf(e)
    setDue(e, now + context.queuedMs)
  else
    clearDue(e)
  end
end

for _, member in ipairs(redis.call("ZRANGEBYSCORE", dueKey, "-inf", now, "LIMIT", 0, 200)) do
  if string.sub(member, 1, 1) == "x" then
    expire(tonumber(string.sub(member, 2)))
  else
    visitDue(tonumber(member))
  end
end
process(context.budget)
return { 0, flush(), unpack(check) }
