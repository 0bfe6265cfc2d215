/** What a Durable Object is built on, where its code runs in Node: it is given its state and nothing else. */
export class DurableObject {
  constructor(
    readonly ctx: unknown,
    readonly env: unknown,
  ) {}
}
