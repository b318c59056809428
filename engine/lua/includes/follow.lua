--- @include "includes/claim"
--- @include "includes/finish"
--[[
  What a worker may go on with in the same slot, without a delivery of its own: what the step that it finished
  has started, else what waits for the window. Only where queue and priority agree, so that nobody is passed by
  who would have been served first.
]]
local READY_TRIES = 8

local function isLike(e, other)
  local t, o = static(e), static(other)
  return t.k ~= "j" and t.q == o.q and t.y == o.y and rec(e).s == "Q"
end

-- Expired ones are settled by the attempt; then the next is tried.
local function holdNext(e, claim)
  claim.epoch = rec(e).e
  local code, execution = claimStep(e, claim)
  if code == 0 then return { e, claim.epoch, execution } end
end

local function followWith(finished, claim, sentBefore)
  if run.paused == 1 or hasWork() then return end
  for i = sentBefore + 1, #sent do
    -- Its own next iteration goes through the queue: others get their turn.
    if sent[i] ~= finished and isLike(sent[i], finished) then return holdNext(sent[i], claim) end
  end
  for _ = 1, READY_TRIES do
    local e = peekReady()
    if not e or not isLike(e, finished) then return end
    takeReady()
    local next = holdNext(e, claim)
    if next then return next end
  end
end

-- The one way from running to an outcome: one compare-and-set on state, epoch and token. Sent twice it counts
-- once, and answers with the same next step.
local function finishStep(e, step)
  local r = rec(e)
  if r.k ~= step.token or step.token == "" then return -2 end
  if r.s ~= "R" or r.rp or r.e ~= step.epoch then
    local next = r.nx
    if next and rec(next).s == "R" and rec(next).k == step.nextToken then
      return 1, { next, rec(next).e, executionOf(next) }
    end
    return 1
  end
  r.x = (r.x or 0) + 1
  local outcome = r.rv and "V" or step.outcome
  local before = #sent
  finishAs(e, outcome, step)
  work()
  if step.nextToken == "" then return 0 end
  local next = followWith(e, { token = step.nextToken, worker = step.worker }, before)
  if next then r.nx = next[1] end
  return 0, next
end
