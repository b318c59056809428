--- @include "includes/process"
-- What each outcome does to the step that has it, by its letter.
local FINISH = {}

function FINISH.D(e, given)
  -- It may have had another result before.
  if given.value == "null" then
    redis.call("HDEL", resultsKey, nameOf(e))
  else
    redis.call("HSET", resultsKey, nameOf(e), given.value)
  end
  settle(e, "D")
end

function FINISH.F(e, given)
  rec(e).er = given.brief
  redis.call("HSET", notesKey, "e" .. e, given.full)
  settle(e, "F")
end

-- One more attempt is a new decision: a new epoch, so a new job.
function FINISH.T(e, given)
  local r = rec(e)
  r.er = given.brief
  redis.call("HSET", notesKey, "e" .. e, given.full)
  noteEnd(e, "F")
  forgetReport(e)
  release(e)
  r.e, r.a, r.c = r.e + 1, (r.a or 1) + 1, nil
  r.du = now + given.delayMs
  changeState(e, "T")
  toOutbox(e)
  addStepEvent(e)
end

function FINISH.P(e, given)
  local r = rec(e)
  r.st = 1
  redis.call("HDEL", resultsKey, nameOf(e))
  redis.call("HSET", notesKey, "k" .. e, given.value)
  settle(e, "D")
end

-- The same step goes on with another signature, behind whatever waits in the queue, or later when
-- the signature says so.
function FINISH.I(e, given)
  local r = rec(e)
  redis.call("HSET", notesKey, "g" .. e, given.value)
  release(e)
  r.e, r.i, r.a, r.c = r.e + 1, (r.i or 0) + 1, nil, nil
  forgetTimes(r)
  if given.delayMs > 0 then schedule(e, now + given.delayMs) else dispatch(e) end
end

-- Room for the nodes that are born was reserved by the same claim, and their plan written.
local function bear(e, birth, document)
  local r = rec(e)
  r.rb = nil
  if birth.size > 0 then r.bo = { birth.first, birth.first + birth.size - 1 } end
  if birth.expires then push({ "e", r.bo[1], r.bo[2] }) end
  addRun("P", birth.steps)
  addRun("joins", birth.joins)
  local length = redis.call("RPUSH", birthsKey, document)
  addEvent("b", e, tostring(length - 1))
end

function FINISH.B(e, given)
  local r = rec(e)
  local birth = cjson.decode(given.value)
  bear(e, birth, given.document)
  release(e)
  r.rp, r.rf, r.n, r.b, r.p, r.cs, r.ps = 1, birth.exit, 1, nil, nil, nil, nil
  touch(e)
  addStepEvent(e)
  sendTo(birth.starts, { "+o", e })
end

-- The copies' ends are what the exit waits for, beside the map itself.
function FINISH.U(e, given)
  local birth = cjson.decode(given.value)
  local x = static(e).X
  local exit = rec(x)
  bear(e, birth, given.document)
  exit.n = (exit.n or 0) + birth.count
  exit.rf = { stride = { birth.exit, birth.stride, birth.count } }
  local starts = birth.starts
  if birth.window < birth.count then
    exit.po = { first = birth.first, stride = birth.stride, count = birth.count, cursor = birth.window,
      starts = birth.offsets }
  end
  touch(x)
  settle(e, "D")
  sendTo(starts, { "+o", e })
end

local function finishAs(e, outcome, given)
  if outcome == "V" then
    rec(e).ck = "revoked"
    return settle(e, "V")
  end
  FINISH[outcome](e, given)
end
