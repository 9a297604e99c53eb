using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Faults;

/// <summary>Answers a request badly, with or without having it handled.</summary>
internal delegate Task Fault(HttpContext http, RequestDelegate handle);
