--- @include "includes/evaluate"
-- Works off the work list. Every visited element costs one of the budget.

-- Nodes born under an element that runs anew are gone: nothing of them counts or runs any more.
local function dropBirths(e)
  local r = rec(e)
  if not r.bo then return end
  push({ "d", r.bo[1], r.bo[2] })
  addEvent("x", e)
  r.bo, r.rf = nil, nil
  if static(e).k == "m" then
    -- Without the copies its exit has heard of the map alone.
    local x = static(e).X
    local exit = rec(x)
    exit.po, exit.rf, exit.b, exit.p, exit.cs, exit.ps, exit.n = nil, nil, nil, nil, nil, nil, 0
    touch(x)
  else
    -- Replaced, it waited for the replacement; now all its links have sent ok again.
    r.rp, r.n, r.b, r.p, r.cs, r.ps = nil, 0, nil, nil, nil, nil
  end
end

-- What an execution came to, kept for the history before the record forgets it. Without a wait it had not begun.
local function noteHistory(e, outcome)
  local r = rec(e)
  local line = cjson.encode({ e = r.e, a = r.a or 1, i = r.i or 0, s = outcome, w = r.w, q = r.wq,
    t0 = r.wq and (r.ta or r.t0) or nil, t1 = r.t1 or now, er = outcome == "F" and r.er or nil })
  local old = redis.call("HGET", notesKey, "h" .. e)
  -- The oldest go first: a trampoline or a retry loop must not grow without bound.
  while old and #old > 16384 do old = string.match(old, "\n(.*)$") end
  redis.call("HSET", notesKey, "h" .. e, old and old .. "\n" .. line or line)
end

-- An execution is over, and the step goes on: with another attempt, or because its worker is lost or leaves.
local function noteEnd(e, outcome)
  noteHistory(e, outcome)
  forgetTimes(rec(e))
end

-- What a decision to execute anew changes in the record itself.
local function forget(e, nextState)
  local r = rec(e)
  local again, state = r.s == "D", r.s
  if not isJoin(e) then
    -- Between two attempts, or queued for another, the one before is noted.
    if r.t0 and (r.wq or isTerminal(state)) then noteHistory(e, state) end
    if r.t0 then forgetReport(e) end
    r.e = r.e + 1
    r.a, r.c, r.k = nil, nil, nil
    if again then
      r.z = (r.z or 0) + 1
      if r.i then
        redis.call("HDEL", notesKey, "g" .. e)
        r.i = nil
      end
    end
    dropBirths(e)
  end
  changeState(e, nextState)
  r.t0, r.t1, r.er, r.st, r.ex, r.ck, r.em, r.rv, r.du, r.w = nil, nil, nil, nil, nil, nil, nil, nil, nil, nil
  r.nx, r.bh = nil, nil
  forgetTimes(r)
end

local function renew(e)
  if isTerminal(rec(e).s) then send("-", e) else release(e) end
  forget(e, "P")
  if isVisible(e) then addStepEvent(e) end
  push({ "v", e, e })
end

-- A new decision about what something else still keeps from running: skipped for that from now on. What
-- follows hears another reason and nothing else; its own callbacks, which had their case, wait for the next.
local function renewKept(e)
  sendNext("~", e)
  takeBackCallbacks(e)
  local state, kind, cause = wantedState(e)
  forget(e, state)
  local r = rec(e)
  r.ck, r.em, r.t1 = kind, cause, now
  if isVisible(e) then addStepEvent(e) end
  send("+", e)
end

-- Resets an element and, as a wave, everything that comes after it; each once a retry. What is pending or
-- skipped follows from its links, but something behind it may have been revoked by itself.
local function resetWave(e)
  local r, t = rec(e), static(e)
  if r.zr == run.retries then return end
  r.zr = run.retries
  touch(e)
  -- The wave goes first: a join that has already taken its ok back would stop it.
  sendTo(t.x, { "z", e })
  sendTo(t.o, { "z", e })
  sendTo(t.b, { "z", e })
  if r.s ~= "P" and r.s ~= "K" then renew(e) end
end

-- Revokes one element of a scope. What runs is asked to stop; by force at once when the item says so. Joins
-- that stand for nothing in the drawing follow from what is before them.
local revokedNow, revokingNow
atEntry(function() revokedNow, revokingNow = 0, 0 end)

local function revokeElement(e, forced)
  local r = rec(e)
  if r.bo and not isTerminal(r.s) or (r.bo and static(e).k == "m") then
    push({ "r", r.bo[1], r.bo[2], forced })
  end
  if isTerminal(r.s) or not isVisible(e) then return end
  if r.s == "R" and r.rp then
    r.rv = 1
    touch(e)
    addStepEvent(e)
  elseif r.s == "R" and forced ~= 1 then
    if r.rv then return end
    r.rv = 1
    revokingNow = revokingNow + 1
    setDue(e, now + context.graceMs)
    touch(e)
    addStepEvent(e)
  else
    r.ck = r.s == "R" and "forced" or "revoked"
    if not isJoin(e) then revokedNow = revokedNow + 1 end
    settle(e, "V")
  end
end

-- A step that ended badly because what it was replaced by did is mended from inside.
local function canMend(e)
  local r = rec(e)
  if r.rp and r.bo then return false end
  return r.s == "V" or (r.s == "F" and not isJoin(e))
end

-- Every failed or revoked element of a scope gets a new decision.
local function retryElement(e)
  local r = rec(e)
  if r.bo then push({ "t", r.bo[1], r.bo[2] }) end
  if canMend(e) then push({ "w", e, e }) end
end

-- When all before it has its new decision.
local function mend(e)
  if not canMend(e) then return end
  local r = rec(e)
  -- What it was replaced by is bad, not what is before it.
  local isKept = not r.rp and ((r.b or 0) > 0 or (r.p or 0) > 0)
  if isKept then renewKept(e) else renew(e) end
end

local function dropElement(e)
  local r = rec(e)
  if isInFlight(r.s) then release(e) end
  if r.bo then push({ "d", r.bo[1], r.bo[2] }) end
  tally(e, -1)
  freezeStepEvent(e)
  records[e] = { s = "X", e = r.e + 1 }
  touch(e)
end

-- A pause holds what is queued, and its end lets go: a held one's old job may still be somewhere in BullMQ,
-- so it goes on under a new epoch.
local function holdElement(e, op)
  -- Most of a large run was never touched: those are left unread.
  if not records[e] and redis.call("HEXISTS", stepsKey, e) == 0 then return end
  local r = rec(e)
  if op == "h" and r.s == "Q" then
    release(e)
    dispatch(e)
  elseif op == "g" and r.s == "H" then
    r.e = r.e + 1
    dispatch(e)
  end
end

-- Born at run time, its time counts from the same moment as everybody's.
local function watchExpiry(e)
  local t = static(e)
  if t.xp then dueAt["x" .. e] = (t.t or run.submittedAt) + t.xp end
end

local function visit(item, e)
  local op = item[1]
  if op == "h" or op == "g" then return holdElement(e, op) end
  if rec(e).s == "X" then return end
  if op == "v" then evaluate(e)
  elseif op == "r" then revokeElement(e, item[4])
  elseif op == "t" then retryElement(e)
  elseif op == "w" then mend(e)
  elseif op == "y" then renew(e)
  elseif op == "z" then resetWave(e)
  elseif op == "d" then dropElement(e)
  elseif op == "e" then watchExpiry(e)
  else
    count(item, e)
    local sign = string.sub(op, 1, 1)
    if sign == "+" then evaluate(e) elseif sign == "-" then reconsider(e) end
  end
end

-- Answers what is left of the budget.
local function process(budget)
  while budget > 0 do
    local list = nextList()
    if not list then break end
    local item = list.items[list.head]
    local e = item[2]
    -- Advance before visiting: a visit appends to the lists.
    if item[2] >= item[3] then list.head = list.head + 1 else item[2] = e + 1 end
    visit(item, e)
    budget = budget - 1
  end
  return budget
end

-- One budget for all that a script does.
local left
atEntry(function() left = nil end)

local function work()
  left = process(left or context.budget)
end
