using Phederation.Accounts.Permissions;

namespace Phederation.Accounts.Tests;

public sealed class PermissionTests
{
    [Theory]
    [InlineData("conceptset:*:get", "conceptset:7:get", true)]
    [InlineData("conceptset:*:get", "conceptset:7:put", false)]
    [InlineData("conceptset:*:get", "conceptset:7:get:more", true)]
    [InlineData("conceptset:*:get", "conceptset:7", false)]
    [InlineData("conceptset", "conceptset:7:get", true)]
    [InlineData("conceptset:*", "conceptset", true)]
    [InlineData("conceptset:get", "conceptset", false)]
    [InlineData("*", "anything:at:all", true)]
    [InlineData("conceptset:get,post", "conceptset:post", true)]
    [InlineData("conceptset:get,post", "conceptset:get,post", true)]
    [InlineData("conceptset:get", "conceptset:get,post", false)]
    [InlineData("conceptset:get", "conceptset:*", false)]
    [InlineData("ConceptSet:GET", "conceptset:get", true)]
    [InlineData("concept", "conceptset", false)]
    [InlineData("source:CDM:access", "source:CDM:access", true)]
    public void Permission_implies_what_shiro_says(string held, string asked, bool isAllowed)
    {
        Assert.Equal(isAllowed, WildcardPermission.TryParse(held)!.Implies(WildcardPermission.TryParse(asked)!));
        Assert.Equal(isAllowed, new PermissionSet([held, "unrelated"]).Allows(asked));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a::b")]
    [InlineData(":")]
    [InlineData("a:b,")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    public void Text_that_is_no_permission_allows_nothing(string? text)
    {
        Assert.Null(WildcardPermission.TryParse(text));
        Assert.False(new PermissionSet([text ?? ""]).Allows("a"));
        Assert.False(new PermissionSet(["*"]).Allows(text ?? ""));
    }

    [Fact]
    public void Permission_longer_than_the_table_holds_is_none() => Assert.Null(WildcardPermission.TryParse(new string('a', 256)));
}
