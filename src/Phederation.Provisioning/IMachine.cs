namespace Phederation.Provisioning;

/// <summary>What is asked of the machine before deciding; a seam, because a test can't take the tests' own engine away.</summary>
internal interface IMachine
{
    /// <summary>Whether it is a Linux.</summary>
    bool IsLinux { get; }

    /// <summary>Whether this process has the rights of root.</summary>
    bool IsRoot { get; }

    /// <summary>The account's name.</summary>
    string User { get; }

    /// <summary>Whether systemd runs the services.</summary>
    bool HasSystemd { get; }

    /// <summary>The file by which Debian's packages are kept from starting their services.</summary>
    string ServicePolicyFile { get; }

    /// <summary>Whether a program is there: by name, or by a path in which one folder may be <c>*</c>.</summary>
    bool Has(string program);

    /// <summary>An environment variable; null when it is not set or empty.</summary>
    string? Variable(string name);
}
