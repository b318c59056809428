--[[
  One worker takes hold of a step, fenced by a token that nobody can guess. Asked again with the same
  token it answers the same: the connection may send a call twice.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] epoch
  ARGV[5] token
  ARGV[6] worker     its id

  Returns { code, detail, flush }
            0 RUN      detail: { payload, override, record, input, report, expression } — input is JSON text, or
                       "" when the caller has to put it together of the expression; "" for none
            1 WOKEN    a container's delay is over
           -1 GONE    -2 STALE    -3 DONE    -4 REVOKED    -5 HELD
           -6 EARLY, -7 TAKEN  detail: milliseconds until it is worth while
           -8 POISON  claimed too often without an outcome: failed
           -9 BUSY    the run has work to propagate first
  Events  step.changed
  Cost    O(budget) when there is work left, else O(1)
]]
--- @include "includes/flush"
--- @include "includes/outcomes"
local givenNow, contextText = ARGV[1], ARGV[2]
local e, epoch = tonumber(ARGV[3]), tonumber(ARGV[4])
local token, worker = ARGV[5], ARGV[6]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork(context.budget)
process(context.budget)
if hasWork() then return { -9, 50, flush() } end

-- A job that somebody made up.
if redis.call("HEXISTS", planKey, e) == 0 then return { -2, 0, flush() } end
local r = rec(e)
if r.s == "X" or r.e ~= epoch then return { -2, 0, flush() } end
if isTerminal(r.s) or r.s == "P" or r.rp then return { -3, 0, flush() } end
if (r.s == "S" or r.s == "T") and r.du and r.du > now then
  return { -6, r.du - now, flush() }
end
if isJoin(e) then
  settle(e, "D")
  return { 1, 0, flush() }
end
if r.s ~= "R" and hasExpired(e) then
  expire(e)
  return { -4, 0, flush() }
end
if r.s == "R" and r.k ~= token then
  local lease = tonumber(redis.call("ZSCORE", dueKey, e) or "0")
  if lease > now then return { -7, lease - now, flush() } end
end
if r.s == "R" and r.rv then
  r.ck = "forced"
  settle(e, "V")
  return { -4, 0, flush() }
end
if run.paused == 1 and r.s ~= "R" then
  if r.s ~= "H" then
    release(e)
    dispatch(e)
  end
  return { -5, 0, flush() }
end
if r.k ~= token then
  if (r.c or 0) >= context.claimLimit then
    poison(e)
    return { -8, 0, flush() }
  end
  r.c = (r.c or 0) + 1
  r.k, r.w = token, worker
  if not r.f then
    r.f = 1
    addRun("inflight", 1)
  end
  if not r.t0 then r.t0 = now end
  if run.startedAt == 0 then setRun("startedAt", now) end
  r.du = nil
  changeState(e, "R")
  addStepEvent(e)
end
outboxAdd[jobOf(e)], outboxGone[jobOf(e)] = nil, true
setDue(e, now + context.leaseMs)
local input = static(e).i
local override = redis.call("HGET", notesKey, "g" .. e) or ""
local report = redis.call("HGET", reportsKey, e) or ""
return { 0, { payloads[e], override, cjson.encode(r), inputOf(e), report,
  input and cjson.encode(input) or "" }, flush() }
