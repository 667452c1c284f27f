using Phederation.Images.Auditing.Reading;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Looks for some kinds of faults in an image.</summary>
internal interface IImageCheck
{
    /// <summary>What stands against the image, in any order.</summary>
    IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy);
}
