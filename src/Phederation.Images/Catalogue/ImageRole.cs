namespace Phederation.Images.Catalogue;

/// <summary>What an image is for, which decides who runs it.</summary>
public enum ImageRole
{
    /// <summary>Other images stand on it; nothing runs it.</summary>
    Base,

    /// <summary>A part of the site's stack, started by the launcher and kept running.</summary>
    Service,

    /// <summary>Work that a site has done once, in the foreground, with an exit code.</summary>
    Job,

    /// <summary>A service of the release engineers' own machines; no site gets it.</summary>
    Infrastructure,
}
