--- @include "includes/store"
-- Events are collected and appended by the same script as the transitions they tell of.
local events
-- Element -> its event. One script is one moment: an element has one event in it, which tells what became of it.
local eventOf
atEntry(function() events, eventOf = {}, {} end)

local function addEvent(kind, e, fields)
  addRun("seq", 1)
  local entry = { id = run.seq .. "-0", kind = kind, n = e == "" and e or nameOf(e), fields = fields }
  events[#events + 1] = entry
  return entry
end

-- The whole record, written when it is final: events are absolute, so that folding one twice or late does no harm.
local function addStepEvent(e)
  if eventOf[e] then return end
  eventOf[e] = addEvent("s", e)
end

-- What it says stands, whatever becomes of the record: nobody hears of elements that are dropped.
local function freezeStepEvent(e)
  local entry = eventOf[e]
  if entry then entry.fields = cjson.encode(rec(e)) end
end

local function addRunEvent()
  addEvent("r", "", cjson.encode({ paused = run.paused, revoked = run.revokedAll, pinned = run.pinned }))
end
