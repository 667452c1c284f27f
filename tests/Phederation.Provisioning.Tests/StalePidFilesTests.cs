using Phederation.Testing;

namespace Phederation.Provisioning.Tests;

public sealed class StalePidFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2147483646")]
    [InlineData("not a number")]
    [InlineData("")]
    public void File_without_a_process_is_deleted(string content)
    {
        var file = _folder.Write("docker.pid", content);
        Assert.Null(StalePidFiles.FindDaemon(_folder.Path));
        StalePidFiles.Delete(_folder.Path);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Id_that_another_program_has_now_is_not_the_daemons()
    {
        var daemon = _folder.Write("docker.pid", $"{Environment.ProcessId}");
        var containerd = _folder.Write("docker/containerd/containerd.pid", $"{Environment.ProcessId}\n");
        Assert.Null(StalePidFiles.FindDaemon(_folder.Path));
        StalePidFiles.Delete(_folder.Path);
        Assert.False(File.Exists(daemon) || File.Exists(containerd));
    }

    [Fact]
    public void Nothing_to_delete_is_no_error() => StalePidFiles.Delete(_folder.Path);
}
