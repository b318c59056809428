--[[
  Saves a revision of a workflow, when it is based on the newest one. A save that is repeated, because its
  answer was lost, is answered as it was the first time.

  KEYS[1] head       hash: the workflow as it is now
  KEYS[2] versions   hash: revision -> JSON of what is known of it
  KEYS[3] documents  hash: revision -> the document, compressed

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] base       the revision that was edited; 0 for a new workflow
  ARGV[3] saveId     of this save
  ARGV[4] version    JSON object: saveId, author, name, nodes, tasks, bytes, restoredFrom
  ARGV[5] document   bytes
  ARGV[6] allowEmpty "1": a document without tasks may take the place of one with tasks

  Returns { 0 saved | 1 saved before, revision, savedAt }; { -10 CONFLICT, newest revision };
          { -1 GONE: a base is named, and there is no such workflow }; { -3 DONE: it is deleted };
          { -11 EMPTY: the document has no task, and the newest revision has }
  Cost    O(1), and the size of the document
]]
local headKey, versionsKey, documentsKey = KEYS[1], KEYS[2], KEYS[3]
local givenNow, base, saveId = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local versionText, document, allowEmpty = ARGV[4], ARGV[5], ARGV[6]

-- Read first: a key of another type is found before anything is written.
local newest = tonumber(redis.call("HGET", headKey, "revision") or "0")
local nextText = redis.call("HGET", versionsKey, base + 1)
redis.call("HLEN", documentsKey)

if nextText then
  local stored = cjson.decode(nextText)
  if stored.saveId == saveId then return { 1, base + 1, string.format("%.0f", stored.savedAt) } end
end
if newest == 0 and base > 0 then return { -1 } end
if redis.call("HEXISTS", headKey, "removedAt") == 1 then return { -3 } end
if newest ~= base then return { -10, newest } end

local version = cjson.decode(versionText)
local had = tonumber(redis.call("HGET", headKey, "tasks") or "0")
if version.tasks == 0 and had > 0 and allowEmpty ~= "1" then return { -11 } end

local now = tonumber(givenNow)
if not now then
  local time = redis.call("TIME")
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local at = string.format("%.0f", now)
local revision = base + 1
-- What is known is put in front of the text as it came: it is never written anew from what was decoded.
redis.call("HSET", versionsKey, revision,
  '{"revision":' .. revision .. ',"savedAt":' .. at .. "," .. string.sub(versionText, 2))
redis.call("HSET", documentsKey, revision, document)
redis.call("HSET", headKey, "revision", revision, "savedAt", at, "author", version.author, "name", version.name,
  "nodes", version.nodes, "tasks", version.tasks)
if revision == 1 then redis.call("HSET", headKey, "createdAt", at) end
return { 0, revision, at }
