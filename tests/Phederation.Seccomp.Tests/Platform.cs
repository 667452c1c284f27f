using System.Runtime.Versioning;

// What is tested here is a part of Linux.
[assembly: SupportedOSPlatform("linux")]
