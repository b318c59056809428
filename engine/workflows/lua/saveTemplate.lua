--[[
  Saves or removes a template, when the change is based on what is there now. A save that is repeated, because
  its answer was lost, is answered as it was the first time.

  KEYS[1] templates  hash: id -> '{"revision":n,"savedAt":n,' and the rest of the JSON as it was given

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] id
  ARGV[3] base       the revision that was changed; 0 for a new template
  ARGV[4] text       JSON object; "" removes the template
  ARGV[5] most       how many templates there may be

  Returns { 0 saved or removed, revision, savedAt }; { -10 CONFLICT, newest revision or 0 };
          { -12 FULL: there are as many as there may be }
  Cost    O(1), and the size of the template
]]
local templatesKey = KEYS[1]
local givenNow, id, base = ARGV[1], ARGV[2], tonumber(ARGV[3])
local text, most = ARGV[4], tonumber(ARGV[5])

local stored = redis.call("HGET", templatesKey, id)
local newest = stored and tonumber(string.match(stored, '^{"revision":(%d+)')) or 0

if text == "" then
  if newest == 0 then return { 0, 0, "0" } end
  if newest ~= base then return { -10, newest } end
  redis.call("HDEL", templatesKey, id)
  return { 0, 0, "0" }
end

local rest = string.sub(text, 2)
if stored and newest == base + 1 and string.sub(stored, -#rest) == rest then
  return { 0, newest, string.match(stored, '"savedAt":(%d+)') }
end
if newest ~= base then return { -10, newest } end
if newest == 0 and redis.call("HLEN", templatesKey) >= most then return { -12 } end

local now = tonumber(givenNow)
if not now then
  local time = redis.call("TIME")
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local at = string.format("%.0f", now)
-- What is known is put in front of the text as it came: it is never written anew from what was decoded.
redis.call("HSET", templatesKey, id, '{"revision":' .. (base + 1) .. ',"savedAt":' .. at .. "," .. rest)
return { 0, base + 1, at }
