--- @include "includes/outcomes"
--[[
  One worker takes hold of a step, fenced by a token that nobody can guess. Asked again with the same token it
  answers the same: the connection may send a call twice.
]]
-- All that a worker needs to execute the step: { payload, override, input, report, expression, attempt,
-- iteration, executions that ended, claims, changes of the idempotency key }.
local function executionOf(e)
  local input, r = static(e).i, rec(e)
  local override, report = "", ""
  -- Before its first execution there can be neither.
  if r.e > 1 or r.ta or (r.c or 0) > 1 then
    override = redis.call("HGET", notesKey, "g" .. e) or ""
    report = redis.call("HGET", reportsKey, e) or ""
  end
  return { payloadOf(e), override, inputOf(e), report, input and cjson.encode(input) or "",
    r.a or 1, r.i or 0, r.x or 0, r.c or 0, r.z or 0 }
end

local function hold(e, claim)
  local r = rec(e)
  if r.s == "R" then noteEnd(e, "L") end
  r.c = (r.c or 0) + 1
  r.k, r.w = claim.token, claim.worker
  arrive(e)
  noteStart(r)
  if run.startedAt == 0 then setRun("startedAt", now) end
  r.du = nil
  changeState(e, "R")
  addStepEvent(e)
end

-- Why a step that could be executed by its state is not: a code, with milliseconds where waiting helps.
local function refusalOf(e, token)
  local r = rec(e)
  if r.s ~= "R" and hasExpired(e) then
    expire(e)
    return -4
  end
  if r.s == "R" and r.k ~= token then
    -- One that this very script has given is not in the index yet.
    local lease = dueAt[e] or tonumber(redis.call("ZSCORE", dueKey, nameOf(e)) or "0")
    if lease > now then return -7, lease - now end
  end
  if r.s == "R" and r.rv then
    r.ck = "forced"
    settle(e, "V")
    return -4
  end
  if run.paused == 1 and r.s ~= "R" then
    if r.s ~= "H" then
      release(e)
      dispatch(e)
    end
    return -5
  end
  if r.k ~= token and (r.c or 0) >= context.claimLimit then
    poison(e)
    return -8
  end
end

-- Answers a code of README.md, and the execution (RUN) or milliseconds to wait (EARLY, TAKEN).
local function claimStep(e, claim)
  -- A job that somebody made up.
  if not isPlanned(e) then return -2 end
  local r = rec(e)
  if r.s == "X" or r.e ~= claim.epoch then return -2 end
  if isTerminal(r.s) or r.s == "P" or r.rp then return -3 end
  if (r.s == "S" or r.s == "T") and r.du and r.du > now then return -6, r.du - now end
  if isJoin(e) then
    settle(e, "D")
    return 1
  end
  local code, waitMs = refusalOf(e, claim.token)
  if code then return code, waitMs end
  if r.k ~= claim.token then hold(e, claim) end
  outboxAdd[jobOf(e)], outboxGone[jobOf(e)] = nil, true
  setDue(e, now + context.leaseMs)
  return 0, executionOf(e)
end
