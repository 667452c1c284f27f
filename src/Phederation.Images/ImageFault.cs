namespace Phederation.Images;

/// <summary>What kind of fault stopped the making of an image; the front doors map it to their exit codes.</summary>
public enum ImageFault
{
    /// <summary>A definition or the lock file does not fit the others; the message has the place and the mend.</summary>
    BadDefinition,

    /// <summary>The lock file was resolved for other packages than the definitions ask for now.</summary>
    LockOutdated,

    /// <summary>The distribution does not serve a package, or no longer serves the locked version.</summary>
    PackageNotServed,

    /// <summary>The distribution's package service can't be reached, or answered with an error.</summary>
    PackageServiceFailed,

    /// <summary>A downloaded file is not the one that was locked.</summary>
    HashMismatch,

    /// <summary>A package archive is malformed.</summary>
    MalformedPackage,

    /// <summary>A kept binary needs a shared library that the image does not hold.</summary>
    LibraryMissing,

    /// <summary>The image is larger than its budget.</summary>
    TooLarge,

    /// <summary>The built image does not have what its definition states: user, stop signal, health check, entry point.</summary>
    NotAsDefined,

    /// <summary>A program of the checkout does not compile, or gives something else than one file.</summary>
    ProgramNotMade,

    /// <summary>An upstream artifact can't be fetched and is not in the cache.</summary>
    ArtifactAbsent,

    /// <summary>The linter finds an error in the Dockerfile that nobody waived.</summary>
    LintFailed,

    /// <summary>An image, or the archive that it came in, is malformed, is not what its digests say, or is beyond what is read.</summary>
    MalformedImage,

    /// <summary>The audit of a built image found what its policy does not allow.</summary>
    AuditFailed,

    /// <summary>The disk of the cache folder is full.</summary>
    NoRoom,

    /// <summary>A build by the engine did not end in time.</summary>
    BuildTooLong,

    /// <summary>The engine has no such image.</summary>
    ImageMissing,
}
