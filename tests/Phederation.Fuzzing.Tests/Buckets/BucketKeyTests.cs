using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Tests.Buckets;

public sealed class BucketKeyTests
{
    [Theory]
    [InlineData("read Patient", "read")]
    [InlineData("conditional create ClinicalImpression", "conditional create")]
    [InlineData("read Nothing", "read Nothing")]
    [InlineData("POST /things", "POST /things")]
    [InlineData("operation $everything of Patient", "operation $everything of")]
    [InlineData("Patient", "Patient")]
    public void Fault_of_one_operation_is_one_fault_whatever_type_it_was_tried_with(string operation, string group)
    {
        var key = BucketKey.Of(new Finding("server-error", FindingSeverity.Error, operation, 0, "It answered 500.", "boom 17"));

        Assert.Equal(group, key.Operation);
        Assert.Equal(key.Id, BucketKey.Of(new Finding("server-error", FindingSeverity.Error, operation, 3, "", "boom 18")).Id);
    }
}
