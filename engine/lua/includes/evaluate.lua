--- @include "includes/settle"
--[[
  What an element is, as long as it has not been executed, follows from what its links have sent:

    a bad link       -> skipped with its cause; the exit of a container whose turn had come: failed
    a stopped link   -> skipped by choice (a failure beside it wins)
    all links ok     -> a join succeeds, a step is queued
    otherwise        -> pending
]]
-- What counts among causes, but for what `brought` caused. nil when there is nothing else.
local function firstOf(e, causes, brought)
  local found
  for _, one in ipairs(causes or {}) do
    if one[2] >= 0 and one[2] ~= brought and (not found or countsBefore(e, one, found)) then found = one end
  end
  return found
end

-- What happened inside a container and was not brought by its turn.
local function causeInside(e, entry)
  local turn = rec(entry)
  return firstOf(e, rec(e).cs, turn.s == "K" and turn.em or nil)
end

local function wantedState(e)
  local r, t = rec(e), static(e)
  if (r.b or 0) > 0 then
    local inside = t.k == "j" and t.e and causeInside(e, t.e)
    if inside then return "F", inside[3], inside[2] end
    local first = firstOf(e, r.cs)
    -- All that it remembered were mended, and there are more than it could remember.
    if not first then return "K", "failed", e end
    return "K", first[3], first[2]
  end
  if (r.p or 0) > 0 then
    local first = firstOf(e, r.ps)
    return "K", "choice", first and first[2] or e
  end
  return (r.n or 0) <= 0 and "go" or "P"
end

-- Why what took a step's place did not come to its end: "revoked" and "expired" only where nothing failed.
local function harmOf(e)
  local r = rec(e)
  local last = rec(r.rf)
  local harm = "revoked"
  for _, causes in ipairs({ r.cs or {}, last.cs or {} }) do
    for _, cause in ipairs(causes) do
      if cause[3] == "failed" then return "failed" end
      if cause[3] == "expired" then harm = "expired" end
    end
  end
  return harm
end

-- A step replaced by a container ends as the container ends.
local function evaluateReplaced(e)
  local r = rec(e)
  if (r.b or 0) > 0 then
    local harm = r.rv and "revoked" or harmOf(e)
    if harm ~= "failed" then
      r.ck, r.ex = harm, harm == "expired" and 1 or nil
      settle(e, "V")
    else
      r.er = cjson.encode({ code = "REPLACEMENT_FAILED", name = "ReplacementFailed",
        message = "What this step was replaced by failed" })
      settle(e, "F")
    end
  elseif (r.p or 0) > 0 then
    r.st = 1
    settle(e, "D")
  elseif (r.n or 0) <= 0 then
    settle(e, "D")
  end
end

-- Only what nobody has executed or revoked is a function of its links.
local function isDerived(e, r)
  if r.s == "P" or r.s == "K" then return true end
  return isJoin(e) and (r.s == "F" or r.s == "D")
end

-- It stays what it is, but for another reason: what follows hears of it.
local function changeReason(e, kind, cause)
  local r = rec(e)
  if r.ck == kind and r.em == cause then return end
  if r.s == "F" then
    sendNext("~", e)
    r.ck, r.em = kind, cause
    sendNext("+", e)
  else
    send("~", e)
    r.ck, r.em = kind, cause
    send("+", e)
  end
  touch(e)
  if isVisible(e) then addStepEvent(e) end
end

-- Its turn had come, and is over before it began: an optional container before it failed, which let it go on,
-- and is revoked now that the failure is mended.
local function loseTurn(e)
  local r = rec(e)
  if (r.b or 0) == 0 and (r.p or 0) == 0 then return end
  if r.s == "D" and isJoin(e) then
    unsettle(e, "-")
    push({ "v", e, e })
  elseif not r.c and (r.s == "Q" or r.s == "S" or r.s == "H") then
    unqueue(e)
  end
end

local function evaluate(e)
  local r = rec(e)
  if r.rp and r.s == "R" then return evaluateReplaced(e) end
  loseTurn(e)
  if not isDerived(e, r) or r.s == "D" then return end
  local wanted, kind, cause = wantedState(e)
  -- Not needed, as it seemed, and now its case has come after all: a failure beside a stop by choice.
  if r.s == "K" and (wanted == "P" or wanted == "go") then unsettle(e, "~") end
  -- What had failed inside is being retried, and a stop by choice is left: its callbacks wait again.
  if r.s == "F" and wanted ~= "F" then
    unsettle(e, "-")
    return push({ "v", e, e })
  end
  if wanted == "P" then return end
  if wanted == "go" then
    if r.s ~= "P" then return end
    local due = dueOf(e)
    if due > now then return schedule(e, due) end
    if isJoin(e) then return settle(e, "D") end
    return dispatch(e)
  end
  if r.s == wanted then return changeReason(e, kind, cause) end
  -- Skipped by choice, and now a failure beside it: another signal takes the place of the one that was sent.
  if r.s ~= "P" then send("~", e) end
  r.ck, r.em = kind, cause
  settle(e, wanted)
end

-- After a signal was taken back.
local function reconsider(e)
  local r = rec(e)
  local bad, stopped, open = (r.b or 0) > 0, (r.p or 0) > 0, (r.n or 0) > 0
  if r.rp and isTerminal(r.s) and r.bo then
    if not bad and not stopped and open then
      send("-", e)
      r.t1, r.er, r.st, r.ck, r.ex = nil, nil, nil, nil, nil
      changeState(e, "R")
      addStepEvent(e)
    end
  elseif r.s == "K" or (r.s == "F" and isJoin(e)) then
    -- One that failed re-arms its callbacks, also where a stop by choice is left.
    if not bad and (r.s == "F" or not stopped) then unsettle(e, "-") end
    push({ "v", e, e })
  elseif r.s == "D" and isJoin(e) then
    if open then unsettle(e, "-") end
  elseif open and not r.c and (r.s == "Q" or r.s == "S" or r.s == "H") then
    -- Not begun yet, and no longer its turn: an optional failure before it is being retried.
    unqueue(e)
  end
end
