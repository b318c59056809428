--- @include "includes/process"
-- Ends that the engine itself decides, and the input of a step.

-- Not started in time. The entry in the due index says until when it could.
local function hasExpired(e)
  if not static(e).xp or rec(e).i then return false end
  -- One that this very script has borne is not in the index yet.
  local at = dueAt["x" .. e] or redis.call("ZSCORE", dueKey, "x" .. e)
  return at and tonumber(at) <= now
end

local function expire(e)
  local r = rec(e)
  dueGone["x" .. e] = true
  -- What waits for its next iteration has started.
  if isTerminal(r.s) or r.s == "R" or r.s == "T" or r.s == "X" or r.i then return end
  r.ex, r.ck = 1, "expired"
  settle(e, "V")
end

local function failWith(e, code, message)
  local r = rec(e)
  r.er = cjson.encode({ code = code, name = "EngineError", message = message })
  settle(e, "F")
end

local function poison(e)
  failWith(e, "POISON", "Claimed " .. context.claimLimit
    .. " times without an outcome: it kills its worker, or takes its time from the heartbeat. "
    .. "Look at the workers' logs, then retry.")
end

-- JSON text of what is received, where one look-up tells it; "" where the caller has to put it together.
local function inputOf(e)
  local input = static(e).i
  if type(input) ~= "number" then return "" end
  local source = rec(input)
  if isJoin(input) or source.rf or source.s ~= "D" then return "" end
  return redis.call("HGET", resultsKey, input) or "null"
end
