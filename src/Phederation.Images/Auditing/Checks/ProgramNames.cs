using System.Text.RegularExpressions;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Programs by the last segment of their paths; a version at the end does not matter.</summary>
internal static partial class ProgramNames
{
    private static readonly HashSet<string> Shells =
    [
        "sh",
        "ash",
        "bash",
        "rbash",
        "dash",
        "zsh",
        "rzsh",
        "ksh",
        "ksh93",
        "rksh93",
        "mksh",
        "lksh",
        "pdksh",
        "oksh",
        "posh",
        "yash",
        "fish",
        "csh",
        "tcsh",
        "bsd-csh",
        "busybox",
        "toybox",
        "pwsh",
        "elvish",
        "nu",
        "xonsh",
        "sash",
        "hush",
    ];

    private static readonly HashSet<string> Managers =
    [
        "apt",
        "apt-get",
        "aptitude",
        "dpkg",
        "apk",
        "rpm",
        "dnf",
        "microdnf",
        "tdnf",
        "yum",
        "zypper",
        "pacman",
        "opkg",
        "emerge",
        "pip",
        "pipx",
        "uv",
        "poetry",
        "conda",
        "mamba",
        "micromamba",
        "easy_install",
        "npm",
        "npx",
        "yarn",
        "yarnpkg",
        "pnpm",
        "corepack",
        "gem",
        "bundle",
        "bundler",
        "cargo",
        "composer",
        "cpan",
        "nuget",
        "snap",
        "flatpak",
        "brew",
        "nix",
        "nix-env",
    ];

    private static readonly HashSet<string> Downloaders =
    [
        "curl",
        "wget",
        "wget2",
        "aria2c",
        "ftp",
        "lftp",
        "tftp",
        "scp",
        "sftp",
        "ssh",
        "rsync",
        "nc",
        "ncat",
        "netcat",
        "nc.openbsd",
        "nc.traditional",
        "socat",
        "telnet",
        "lynx",
        "nmap",
        "git",
    ];

    private static readonly HashSet<string> Compilers =
    [
        "cc",
        "c++",
        "gcc",
        "g++",
        "cpp",
        "cc1",
        "cc1plus",
        "clang",
        "clang++",
        "tcc",
        "rustc",
        "javac",
        "gfortran",
        "f951",
        "go",
        "as",
        "ld",
        "make",
        "cmake",
        "ninja",
        "gdb",
        "csc",
        "mcs",
        "ghc",
        "fpc",
    ];

    private static readonly HashSet<string> RemoteLogins =
    [
        "sshd",
        "dropbear",
        "telnetd",
        "in.telnetd",
        "rlogind",
        "in.rlogind",
        "vsftpd",
        "vncserver",
        "Xvnc",
        "xrdp",
    ];

    /// <summary>The check that a program of this name fails; null: none.</summary>
    public static AuditCheck? CheckOf(string name)
    {
        var plain = Decoration().Replace(name, "");
        return Shells.Contains(name) || Shells.Contains(plain) ? AuditChecks.Shell
            : Managers.Contains(name) || Managers.Contains(plain) ? AuditChecks.PackageManager
            : Downloaders.Contains(name) ? AuditChecks.Downloader
            : Compilers.Contains(name) || Compilers.Contains(plain) ? AuditChecks.Compiler
            : RemoteLogins.Contains(name) ? AuditChecks.RemoteLogin
            : null;
    }

    // x86_64-linux-gnu-gcc-12, pip3.11, busybox.static
    [GeneratedRegex(
        @"^[a-z0-9_]+-linux-(gnu|musl)[a-z0-9]*-|(-?[0-9]+(\.[0-9]+)*|[.-]static|\.real|\.distrib)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Decoration();
}
