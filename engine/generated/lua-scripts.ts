// DO NOT EDIT. Built from engine/lua by `npm run lua` (scripts/build-lua.mjs).

export const LUA_SCRIPTS = {
} as const;

export type LuaScriptName = keyof typeof LUA_SCRIPTS;
