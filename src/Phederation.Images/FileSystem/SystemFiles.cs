using System.Globalization;
using System.Text;
using Phederation.Images.Catalogue;

namespace Phederation.Images.FileSystem;

/// <summary>The files which on an installed system maintainer scripts write: accounts, certificates, name service, merged-usr links.</summary>
internal static class SystemFiles
{
    private const string Origin = "the build";
    private const string CertificateFolder = "usr/share/ca-certificates/";

    /// <summary>Adds what every image has once, in its base.</summary>
    public static void AddBase(ImageTree tree)
    {
        foreach (var name in new[] { "bin", "sbin", "lib", "lib64" })
        {
            tree.PutFolder("usr/" + name, Origin);
            tree.PutLink(name, "usr/" + name, Origin);
        }

        tree.PutFile(
            "etc/nsswitch.conf",
            Text("passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n"),
            Origin
        );
        tree.PutFolder("tmp", Origin, 0b1_111_111_111);
        tree.PutLink("var/run", "/run", Origin);
        tree.PutLink("var/lock", "/run/lock", Origin);
    }

    /// <summary>Joins the certificates of the tree into the one bundle that libraries read.</summary>
    public static void AddCertificates(ImageTree tree)
    {
        var certificates = tree
            .Entries.Where(entry => entry.Kind == TreeEntryKind.File && IsCertificate(entry.Path))
            .Select(entry => Encoding.ASCII.GetString(entry.Content!.ReadAll()).TrimEnd() + "\n")
            .ToList();
        if (certificates.Count == 0)
        {
            return;
        }

        tree.Remove(entry => entry.Path.StartsWith(CertificateFolder, StringComparison.Ordinal) && entry.Kind != TreeEntryKind.Directory);
        tree.PutFile("etc/ssl/certs/ca-certificates.crt", Text(string.Concat(certificates)), Origin);

        // OpenSSL's own default place, for programs that don't read SSL_CERT_FILE.
        tree.PutFolder("usr/lib/ssl", Origin);
        tree.PutLink("usr/lib/ssl/cert.pem", "/etc/ssl/certs/ca-certificates.crt", Origin);
    }

    /// <summary>Writes the accounts of an image: root without a login, the users of the images below, its own, and nobody.</summary>
    public static void AddAccounts(ImageTree tree, IEnumerable<ImageUser> users)
    {
        var passwd = new StringBuilder("root:x:0:0:root:/root:/usr/sbin/nologin\n");
        var group = new StringBuilder("root:x:0:\n");
        foreach (var user in users.DistinctBy(user => user.UserId).OrderBy(user => user.UserId))
        {
            passwd.Append(
                CultureInfo.InvariantCulture,
                $"{user.Name}:x:{user.UserId}:{user.GroupId}:{user.Name}:{user.Home}:/usr/sbin/nologin\n"
            );
            group.Append(CultureInfo.InvariantCulture, $"{user.Name}:x:{user.GroupId}:\n");
        }

        passwd.Append("nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
        group.Append("nogroup:x:65534:\n");
        tree.PutFile("etc/passwd", Text(passwd.ToString()), Origin);
        tree.PutFile("etc/group", Text(group.ToString()), Origin);
    }

    /// <summary>Adds the folders that a definition lists, and the home of its user.</summary>
    public static void AddFolders(ImageTree tree, ImageDefinition definition)
    {
        var home = definition.User.Home.TrimStart('/');
        if (definition.Folders.All(folder => folder.Path != home))
        {
            tree.PutFolder(home, Origin, 0b111_000_000, definition.User.UserId, definition.User.GroupId);
        }

        foreach (var folder in definition.Folders)
        {
            tree.PutFolder(folder.Path, Origin, folder.Mode, folder.UserId, folder.GroupId);
        }
    }

    /// <summary>Adds the links that a definition lists.</summary>
    /// <exception cref="ImageException">A link leads to nothing that the image holds.</exception>
    public static void AddLinks(ImageTree tree, ImageDefinition definition, IReadOnlyList<ImageTree> below)
    {
        foreach (var link in definition.Links)
        {
            var target = ImageTree.Merge(link.Target.TrimStart('/'));
            if (below.Append(tree).All(layer => layer.Find(target) is null))
            {
                throw new ImageException(
                    ImageFault.BadDefinition,
                    $"{definition.DefinitionPath}: the link '{link.Path}' leads to '{link.Target}', which the image does not hold"
                );
            }

            tree.PutLink(ImageTree.Merge(link.Path), link.Target, Origin);
        }
    }

    private static bool IsCertificate(string path) =>
        path.StartsWith(CertificateFolder, StringComparison.Ordinal) && path.EndsWith(".crt", StringComparison.Ordinal);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
