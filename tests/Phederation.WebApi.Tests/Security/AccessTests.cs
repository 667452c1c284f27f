using Phederation.Accounts.Permissions;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Tests.Security;

public sealed class AccessTests
{
    [Theory]
    [InlineData("/conceptset/7/items", "PUT", "conceptset:7:items:put")]
    [InlineData("/conceptset/", "GET", "conceptset:get")]
    [InlineData("/vocabulary/OHDSI/search", "HEAD", "vocabulary:ohdsi:search:get")]
    [InlineData("/vocabulary/x/search/a:b,c*d e", "GET", "vocabulary:x:search:a&colon;b&comma;c&asterisk;d_e:get")]
    public void The_permission_of_a_path_is_written_as_WebAPI_writes_it(string path, string method, string permission) =>
        Assert.Equal(permission, Access.Permission(path, method));

    [Fact]
    public void A_path_can_not_be_made_to_mean_another_permission()
    {
        var reader = new PermissionSet(["conceptset:*:get"]);
        Assert.True(reader.Allows(Access.Permission("/conceptset/7", "GET")));
        Assert.False(reader.Allows(Access.Permission("/conceptset/7", "DELETE")));
        Assert.False(reader.Allows(Access.Permission("/conceptset/7:get", "DELETE")));
        Assert.False(reader.Allows(Access.Permission("/conceptset/*", "DELETE")));
        Assert.False(reader.Allows(Access.Permission($"/conceptset/{new string('x', 400)}", "DELETE")));
        Assert.False(reader.Allows(Access.Permission("/", "GET")));
    }
}
