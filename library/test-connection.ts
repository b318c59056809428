/** A connection of the library to an engine under test: `await using app = await testConnection()`. */
import { redisProxy, type RedisProxy } from "@/testing/redis-proxy";
import { testApp, type TestApp, type TestAppOptions } from "@/testing/workers";
import { connect, type Espalier } from "./connect";

export interface TestConnection extends AsyncDisposable {
  espalier: Espalier;
  /** With the workers. The library reaches Redis past it. */
  app: TestApp;
  /** What stands between the library and Redis. */
  proxy: RedisProxy;
}

export async function testConnection(options: TestAppOptions = {}): Promise<TestConnection> {
  const app = await testApp(options);
  const proxy = await redisProxy(app.redis.url);
  const env = { REDIS_URL: proxy.url, ESPALIER_PREFIX: app.redis.prefix };
  const espalier = await connect({ env });
  return {
    espalier,
    app,
    proxy,
    async [Symbol.asyncDispose]() {
      await espalier.close();
      await proxy[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}
