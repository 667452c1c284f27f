namespace Phederation.Images.Tests.Auditing;

/// <summary>A fault that a check must find, and its clean twin, in which the check must find nothing.</summary>
internal sealed record AuditCase(string Check, string Place, Func<TestImage, TestImage> Fault, Func<TestImage, TestImage> Twin);
