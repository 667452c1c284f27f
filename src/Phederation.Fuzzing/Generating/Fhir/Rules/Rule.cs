namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>Changes an object that has just been made until the standard's rules for its type hold.</summary>
internal delegate void Rule(Shape shape);
