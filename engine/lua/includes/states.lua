--- @include "includes/events"
--[[
  Every change of state goes through changeState, so that the run's counts are exact.

  Counted by state are steps and maps. Of joins only those are counted (as `joins`, the live ones) that
  stand for something in the drawing, and as `joined` those of them that ended.
]]
local function isInFlight(state)
  return state == "S" or state == "Q" or state == "R" or state == "T" or state == "H"
end

local function isVisible(e)
  local t = static(e)
  return t.k ~= "j" or t.v == 1
end

-- A failure or expiry is the run's where no optional node stands above it. Whether a person's revoke below
-- one is, depends on what else happened there (`veiled`): the reader has to look.
local function tally(e, by)
  local r, t = rec(e), static(e)
  local shielded = t.f and string.find(t.f, "s", 1, true)
  if t.k == "j" then
    if t.v ~= 1 then return end
    if not isTerminal(r.s) then addRun("joins", by)
    elseif r.s == "V" then addRun(shielded and "veiled" or "revoked", by)
    elseif r.s ~= "K" then addRun("joined", by) end
    return
  end
  addRun(r.s, by)
  if r.s == "F" and not shielded then addRun("failed", by) end
  if r.s == "V" and not shielded then addRun("revoked", by) end
  if r.s == "V" and shielded and not r.ex then addRun("veiled", by) end
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
