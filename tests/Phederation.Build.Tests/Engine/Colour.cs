namespace Phederation.Build.Tests.Engine;

/// <summary>A set of values for a test parameter.</summary>
internal enum Colour
{
    Red,
    Blue,
}
