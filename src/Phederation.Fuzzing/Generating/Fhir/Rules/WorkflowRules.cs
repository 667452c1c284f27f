using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of appointments, lists, measures, requests and messages.</summary>
internal static class WorkflowRules
{
    public static readonly Dictionary<string, Rule> All = new()
    {
        ["Appointment"] = Appointment,
        // app-1, apr-1.
        ["Appointment.participant"] = shape => shape.AtLeastOne("type", "actor"),
        ["AppointmentResponse"] = shape => shape.AtLeastOne("participantType", "actor"),
        // lnk-1: at least two.
        ["Linkage"] = shape =>
        {
            var items = (JsonArray)shape.Json["item"]!;
            if (items.Count < 2)
            {
                items.Add(items[0]!.DeepClone());
            }
        },
        ["List"] = List,
        // mea-1.
        ["Measure.group.stratifier"] = shape =>
        {
            if (shape.Has("component"))
            {
                shape.Drop("code", "description", "criteria");
            }
            else
            {
                shape.AtLeastOne("code", "description", "criteria");
            }
        },
        // mrp-1, mrp-2.
        ["MeasureReport"] = shape =>
        {
            if (shape.Text("type") == "data-collection")
            {
                shape.Drop("group");
            }
        },
        ["MeasureReport.group.stratifier.stratum"] = shape => shape.ExactlyOne("value", "component"),
        // md-1, which by its letter also asks for what the structure leaves free.
        ["MessageDefinition.focus"] = shape => shape.Set("max", shape.Random.Next(2) == 0 ? "*" : "3"),
        // inv-1.
        ["Parameters.parameter"] = shape =>
        {
            if (shape.IsDeep)
            {
                shape.Drop("part");
                shape.ExactlyOne("value");
            }

            shape.ExactlyOne("value", "resource", "part");
        },
        // rqg-1.
        ["RequestGroup.action"] = shape =>
        {
            if (shape.IsDeep)
            {
                shape.Drop("action");
                shape.Need("resource");
            }

            shape.ExactlyOne("resource", "action");
        },
        // inv-1.
        ["Task"] = shape => ClinicalRules.Ordered(shape, "authoredOn", "lastModified"),
        // prr-1.
        ["ServiceRequest"] = shape => shape.Implies("orderDetail", "code"),
    };

    // app-2, app-3, app-4.
    private static void Appointment(Shape shape)
    {
        if (shape.Has("cancelationReason"))
        {
            // The rule also says no-show, but the code set noshow: this is what fits both.
            shape.Set("status", "cancelled");
        }

        if (!shape.Has("start") && !shape.Has("end") && shape.Text("status") is "proposed" or "cancelled" or "waitlist")
        {
            return;
        }

        var (start, end) = Dates.Pair(shape.Random, isInstant: true);
        shape.Set("start", start);
        shape.Set("end", end);
    }

    // lst-1, lst-2, lst-3.
    private static void List(Shape shape)
    {
        shape.AtMostOne("emptyReason", "entry");
        foreach (var entry in shape.Each("entry"))
        {
            if (shape.Text("mode") != "changes")
            {
                entry.Remove("deleted");
                entry.Remove("_deleted");
            }

            if (shape.Text("mode") != "working")
            {
                entry.Remove("date");
                entry.Remove("_date");
            }
        }
    }
}
