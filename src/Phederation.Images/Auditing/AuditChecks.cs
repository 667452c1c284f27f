using static Phederation.Images.Auditing.AuditSeverity;

namespace Phederation.Images.Auditing;

/// <summary>All checks.</summary>
public static class AuditChecks
{
    internal static readonly AuditCheck SetUserId = new("PHA201", "setuid file", High, "4.8");
    internal static readonly AuditCheck SetGroupId = new("PHA202", "setgid file or folder", Medium, "4.8");
    internal static readonly AuditCheck Capability = new("PHA203", "file with capabilities", High, "4.8");
    internal static readonly AuditCheck WritableFile = new("PHA204", "file that everybody may write", High);
    internal static readonly AuditCheck WritableFolder = new("PHA205", "folder that everybody may write", High);
    internal static readonly AuditCheck Shell = new("PHA210", "shell", High, "4.3");
    internal static readonly AuditCheck PackageManager = new("PHA211", "package manager", Medium, "4.3");
    internal static readonly AuditCheck Downloader = new("PHA212", "downloader or network tool", Low, "4.3");
    internal static readonly AuditCheck Compiler = new("PHA213", "compiler", Medium, "4.3");
    internal static readonly AuditCheck RemoteLogin = new("PHA214", "remote login service", High, "4.3");
    internal static readonly AuditCheck CredentialFile = new("PHA220", "file that by its name holds credentials", High, "4.10");
    internal static readonly AuditCheck PrivateKey = new("PHA221", "private key", Critical, "4.10");
    internal static readonly AuditCheck Token = new("PHA222", "token of a service", Critical, "4.10");
    internal static readonly AuditCheck Password = new("PHA223", "password in a file", High, "4.10");
    internal static readonly AuditCheck ConnectionString = new("PHA224", "connection string with a password", High, "4.10");
    internal static readonly AuditCheck ConfigSecret = new("PHA225", "credential in the configuration or the history", Critical, "4.10");
    internal static readonly AuditCheck ReadableKey = new("PHA226", "private key that everybody may read", High, "4.10");
    internal static readonly AuditCheck RootUser = new("PHA230", "runs as root", High, "4.1");
    internal static readonly AuditCheck NamedUser = new("PHA231", "user that is no number", Medium, "4.1");
    internal static readonly AuditCheck UnknownUser = new("PHA232", "user without an account", Low, "4.1");
    internal static readonly AuditCheck EmptyPassword = new("PHA233", "account with an empty password", Critical, "4.1");
    internal static readonly AuditCheck PasswordHash = new("PHA234", "account with a password", High, "4.10");
    internal static readonly AuditCheck DuplicateId = new("PHA235", "two accounts or groups of one number", Medium);
    internal static readonly AuditCheck SecondRoot = new("PHA236", "account with root's number", High);
    internal static readonly AuditCheck LoginShell = new("PHA237", "account with a login shell", Low);
    internal static readonly AuditCheck NoOwner = new("PHA240", "file that belongs to no account", Low);
    internal static readonly AuditCheck OwnCode = new("PHA241", "program or configuration that the process can alter", High);
    internal static readonly AuditCheck NoHealthCheck = new("PHA250", "no health check", Low, "4.6");
    internal static readonly AuditCheck PrivilegedPort = new("PHA251", "privileged port", Medium);
    internal static readonly AuditCheck DeclaredVolume = new("PHA252", "declared volume", Low);
    internal static readonly AuditCheck Latest = new("PHA253", "tag 'latest'", Low);
    internal static readonly AuditCheck UpdateAlone = new("PHA254", "package lists updated in a step of their own", Info, "4.7");
    internal static readonly AuditCheck AddInstruction = new("PHA255", "ADD where COPY would do", Info, "4.9");
    internal static readonly AuditCheck Size = new("PHA256", "larger than its budget", High);
    internal static readonly AuditCheck LayerCount = new("PHA257", "many layers", Low);
    internal static readonly AuditCheck BrokenLink = new("PHA260", "link to nothing", Low);
    internal static readonly AuditCheck EscapingLink = new("PHA261", "link out of the image", Medium);
    internal static readonly AuditCheck AbsoluteLinks = new("PHA262", "absolute links", Info);
    internal static readonly AuditCheck Ambiguous = new("PHA263", "entry that readers can take differently", Medium);
    internal static readonly AuditCheck Device = new("PHA265", "device", High);
    internal static readonly AuditCheck Pipe = new("PHA266", "pipe or socket", Low);
    internal static readonly AuditCheck OddName = new("PHA267", "name with characters that don't show", Medium);
    internal static readonly AuditCheck ExpiredWaiver = new("PHA290", "waiver that has expired", Medium);
    internal static readonly AuditCheck IdleWaiver = new("PHA291", "waiver without use", Low);

    /// <summary>Every check, in the order of the ids.</summary>
    public static IReadOnlyList<AuditCheck> All { get; } =
    [
        SetUserId,
        SetGroupId,
        Capability,
        WritableFile,
        WritableFolder,
        Shell,
        PackageManager,
        Downloader,
        Compiler,
        RemoteLogin,
        CredentialFile,
        PrivateKey,
        Token,
        Password,
        ConnectionString,
        ConfigSecret,
        ReadableKey,
        RootUser,
        NamedUser,
        UnknownUser,
        EmptyPassword,
        PasswordHash,
        DuplicateId,
        SecondRoot,
        LoginShell,
        NoOwner,
        OwnCode,
        NoHealthCheck,
        PrivilegedPort,
        DeclaredVolume,
        Latest,
        UpdateAlone,
        AddInstruction,
        Size,
        LayerCount,
        BrokenLink,
        EscapingLink,
        AbsoluteLinks,
        Ambiguous,
        Device,
        Pipe,
        OddName,
        ExpiredWaiver,
        IdleWaiver,
    ];
}
