namespace Phederation.Images.Tests.Sbom;

/// <summary>What the package managers of other ecosystems leave in an image.</summary>
internal static class MixedFiles
{
    public const string Dependencies = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
          "targets": {
            ".NETCoreApp,Version=v10.0/linux-x64": {
              "Program/1.0.0": { "dependencies": { "Some.Library": "4.5.6" }, "runtime": { "Program.dll": {} } },
              "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.0": { "runtime": { "System.Runtime.dll": {} } },
              "Some.Library/4.5.6": { "runtime": { "lib/net8.0/Some.Library.dll": {} } }
            }
          },
          "libraries": {
            "Program/1.0.0": { "type": "project", "serviceable": false, "sha512": "" },
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.0": { "type": "runtimepack", "serviceable": false, "sha512": "" },
            "Some.Library/4.5.6": {
              "type": "package",
              "serviceable": true,
              "sha512": "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="
            }
          }
        }
        """;

    public const string NpmLock = """
        {
          "lockfileVersion": 3,
          "packages": {
            "": { "name": "server", "version": "1.0.0" },
            "node_modules/left": {
              "version": "1.2.3",
              "integrity": "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="
            },
            "node_modules/only-for-tests": { "version": "9.9.9", "dev": true }
          }
        }
        """;
}
