namespace Phederation.Provisioning.Tests;

public sealed class NeedsTests
{
    [Fact]
    public void Every_need_has_programs_packages_a_reason_and_a_group() =>
        Assert.All(
            Needs.All,
            need =>
            {
                Assert.NotEmpty(need.Programs);
                Assert.NotEmpty(need.Packages);
                Assert.NotEmpty(need.Why);
                Assert.NotEqual(NeedGroups.None, need.Groups);
            }
        );

    [Fact]
    public void A_release_does_not_need_what_only_the_tests_do()
    {
        var release = Needs.Of(NeedGroups.Publish).SelectMany(need => need.Programs).ToList();
        Assert.Contains("dpkg-deb", release);
        Assert.DoesNotContain("docker-registry", release);
        Assert.DoesNotContain("strace", release);
        Assert.Equal(Needs.All, Needs.Of(NeedGroups.All));
    }

    [Fact]
    public void Candidates_are_the_packages_that_the_sources_have() =>
        Assert.Equal(
            ["notary", "strace"],
            PackageInstaller
                .Candidates(
                    "notary:\n  Installed: (none)\n  Candidate: 0.7.0\n  Version table:\n     0.7.0 500\ngone:\n  Installed: 1.0\n  Candidate: (none)\nstrace:\n  Installed: 6.1\n  Candidate: 6.1\n"
                )
                .Order()
        );
}
