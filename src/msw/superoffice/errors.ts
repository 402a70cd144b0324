/** The error body of SuperOffice's Web API, with its status. */
export class SuperOfficeFault extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }

  toResponse(): Response {
    return Response.json(
      {
        Error: true,
        ErrorType: this.type,
        ErrorMessage: this.message,
        ErrorSource: 'SuperOffice.Services.Implementation',
      },
      { status: this.status },
    );
  }
}

export const notFound = (what: string) =>
  new SuperOfficeFault(404, 'SoNotFoundException', `${what} not found`);
export const badArgument = (message: string) => new SuperOfficeFault(500, 'SoArgumentException', message);
export const forbidden = (message: string) => new SuperOfficeFault(403, 'SoSentryException', message);
