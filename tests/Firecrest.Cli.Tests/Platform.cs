using System.Runtime.Versioning;

// The emulator itself refuses to start there: it needs bash.
[assembly: UnsupportedOSPlatform("windows")]
