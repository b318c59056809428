--- @include "includes/store"
-- Events are collected and appended by the same script as the transitions they tell of.
local events = {}

local function addEvent(kind, e, fields)
  addRun("seq", 1)
  local entry = { run.seq .. "-0", "t", string.format("%.0f", now), "k", kind, "n", tostring(e) }
  if fields then
    entry[#entry + 1] = "d"
    entry[#entry + 1] = fields
  end
  events[#events + 1] = entry
end

-- The whole record: events are absolute, so that folding one twice or late does no harm.
local function addStepEvent(e)
  addEvent("s", e, cjson.encode(rec(e)))
end

local function addRunEvent()
  addEvent("r", "", cjson.encode({ paused = run.paused, revoked = run.revokedAll }))
end
