--- @include "includes/events"
--[[
  Every change of state goes through changeState, so that the run's counts are exact.

  Counted by state are steps and maps. Of joins only those are counted (as `joins`, the live ones) that
  stand for something in the drawing.
]]
local function isInFlight(state)
  return state == "S" or state == "Q" or state == "R" or state == "T" or state == "H"
end

local function isVisible(e)
  local t = static(e)
  return t.k ~= "j" or t.v == 1
end

-- A failure that is the run's; of revocations a person's always is, an expiry only where nothing shields it.
local function tally(e, by)
  local r, t = rec(e), static(e)
  if t.k == "j" then
    if t.v == 1 and not isTerminal(r.s) then addRun("joins", by) end
    return
  end
  addRun(r.s, by)
  local shielded = t.f and string.find(t.f, "s", 1, true)
  if r.s == "F" and not shielded then addRun("failed", by) end
  if r.s == "V" and not (r.ex and shielded) then addRun("revoked", by) end
end

local function changeState(e, state)
  local r = rec(e)
  tally(e, -1)
  r.s = state
  tally(e, 1)
  touch(e)
end

local function isSettled()
  return run.joins == 0 and run.P + run.S + run.Q + run.R + run.T + run.H == 0
end
