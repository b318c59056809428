/** A request that is refused, with what to do about it. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  constructor(status: number, message: string, headers: { readonly [name: string]: string } = {}) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.headers = headers;
  }

  toResponse(): Response {
    return Response.json(
      { error: { message: this.message } },
      {
        status: this.status,
        headers: { "cache-control": "no-store", ...this.headers },
      },
    );
  }
}
