--- @include "includes/work"
--[[
  What an element tells those that hang on it. Three signals: `o` go on, `b` skip (with the element that
  caused it, and why), `p` skip by choice. What an element has sent is a function of its record, so the same
  function takes it back (`-`), which is how a retry re-arms what comes after, or makes room for another (`~`).
]]
-- A failure or expiry of an optional node counts as success; a person's revoke does not. The exit of a
-- container has failed for whatever is bad inside.
local function isSoft(r, t)
  if not (t.f and string.find(t.f, "o", 1, true)) then return false end
  if r.s == "V" then return r.ex == 1 end
  return r.s == "F" and r.ck ~= "revoked"
end

-- What made this element bad, and why: as it was when it settled.
local function causeOf(e)
  local r = rec(e)
  if r.s == "K" or (r.s == "F" and isJoin(e)) then return r.em or e, r.ck or "failed" end
  if r.s == "V" then return e, r.ex == 1 and "expired" or "revoked" end
  return e, "failed"
end

-- What goes to `next`, to onSuccess and to onFailure.
local function outcomeOf(e)
  local r, t = rec(e), static(e)
  if r.s == "D" then return r.st and "p" or "o", "o", "u" end
  if r.s == "K" then
    if r.ck == "choice" then return "p", "p", "u" end
    return "b", "b", "b"
  end
  return isSoft(r, t) and "o" or "b", "u", "o"
end

local function sendTo(links, item)
  if not links then return end
  for _, link in ipairs(links) do
    local first, last = link, link
    if type(link) == "table" then first, last = link[1], link[2] end
    push({ item[1], first, last, item[2], item[3], item[4] })
  end
end

local function itemOf(sign, e, signal)
  if signal == "u" then return { sign .. "b", e, e, "unneeded" } end
  local cause, kind = causeOf(e)
  return { sign .. signal, e, cause, kind }
end

-- To what follows alone: callbacks have heard, and fire once.
local function sendNext(sign, e)
  local signal = outcomeOf(e)
  sendTo(static(e).x, itemOf(sign, e, signal))
end

-- A callback that fired for the outcome that is taken back is wanted again for the next one.
local function rearmCallbacks(e)
  local t = static(e)
  local _, successSignal, failureSignal = outcomeOf(e)
  if successSignal == "o" then sendTo(t.o, { "z", e }) end
  if failureSignal == "o" then sendTo(t.b, { "z", e }) end
end

local function send(sign, e)
  local t = static(e)
  local nextSignal, successSignal, failureSignal = outcomeOf(e)
  local function item(signal) return itemOf(sign, e, signal) end
  sendTo(t.x, item(nextSignal))
  sendTo(t.o, item(successSignal))
  sendTo(t.b, item(failureSignal))
  if sign == "-" then rearmCallbacks(e) end
end

-- To the callbacks alone.
local function takeBackCallbacks(e)
  local t = static(e)
  local _, successSignal, failureSignal = outcomeOf(e)
  sendTo(t.o, itemOf("-", e, successSignal))
  sendTo(t.b, itemOf("-", e, failureSignal))
  rearmCallbacks(e)
end

-- How many of the containers around an element a cause lies in. Elements are numbered in the order drawn.
local function depthOf(e, cause)
  local depth, scope = 0, static(e).g
  while scope do
    if cause >= scope then depth = depth + 1 end
    scope = static(scope).g
  end
  return depth
end

-- Which of two bad things counts for an element: what happened in the same container, so that the container
-- hears of it and not of what only kept it waiting; else that a callback is not wanted at all; else the first.
local function countsBefore(e, one, other)
  local depth, otherDepth = depthOf(e, one[2]), depthOf(e, other[2])
  if depth ~= otherDepth then return depth > otherDepth end
  if (one[3] == "unneeded") ~= (other[3] == "unneeded") then return one[3] == "unneeded" end
  return (rec(one[2]).o or 0) < (rec(other[2]).o or 0)
end

local function entryOf(list, src)
  for i, entry in ipairs(list or {}) do
    if entry[1] == src then return i, entry end
  end
end

-- Bad links and stops by choice are counted alike: a number, and the first of them by name.
local BAD, STOPPED = { "b", "cs" }, { "p", "ps" }

-- A signal may be taken back before it has arrived: then a mark waits for it (cause -1).
local TAKEN_BACK = -1

local function storeCauses(r, of, number, list)
  r[of[1]] = number ~= 0 and number or nil
  r[of[2]] = #list > 0 and list or nil
end

local function addCause(r, of, entry)
  local list = r[of[2]] or {}
  local at, known = entryOf(list, entry[1])
  if known and known[2] == TAKEN_BACK then
    table.remove(list, at)
  elseif #list < 32 then
    -- A group of thousands may fail thousandfold; the first ones tell enough.
    list[#list + 1] = entry
  end
  storeCauses(r, of, (r[of[1]] or 0) + 1, list)
end

local function removeCause(r, of, src)
  local number, list = (r[of[1]] or 0) - 1, r[of[2]] or {}
  local at, known = entryOf(list, src)
  if known and known[2] ~= TAKEN_BACK then
    table.remove(list, at)
  elseif number < #list then
    list[#list + 1] = { src, TAKEN_BACK, "" }
  end
  storeCauses(r, of, number, list)
end

-- Signals of nodes that were born and dropped since no longer count. A step's links come from elements
-- before it; only what it was replaced by comes after.
local function isGone(src, e)
  local t = static(e)
  local born
  if t.k == "j" then
    if not t.m or src == t.m then return false end
    born = rec(t.m).bo
  else
    if src < e then return false end
    born = rec(e).bo
  end
  return not born or src < born[1] or src > born[2]
end

local function count(item, e)
  if isGone(item[4], e) then return end
  local r = rec(e)
  local op = item[1]
  if op == "+o" then r.n = (r.n or 0) - 1
  elseif op == "-o" or op == "~o" then r.n = (r.n or 0) + 1
  elseif op == "+p" then addCause(r, STOPPED, { item[4], item[5], item[6] })
  elseif op == "-p" or op == "~p" then removeCause(r, STOPPED, item[4])
  elseif op == "+b" then addCause(r, BAD, { item[4], item[5], item[6] })
  elseif op == "-b" or op == "~b" then removeCause(r, BAD, item[4]) end
  touch(e)
end
