using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Recording.Notification;
using Phederation.Seccomp.Supervision;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>The conditions that are compared, each made anew for a measurement. Those that this machine lacks are left out, with the reason.</summary>
internal sealed class Watches(EngineClient engine, EngineInfo info)
{
    private const string Missing = "left out: the engine doesn't know the runtime " + NotificationRecorder.RuntimeName;

    private bool HasRuntime => info.Runtimes.ContainsKey(NotificationRecorder.RuntimeName);

    /// <summary>Not recorded, under the profile in which traces run.</summary>
    public static Watch Plain() => new(new Condition("not recorded", LearningProfile.Json));

    /// <summary>The recorders and strace.</summary>
    public IReadOnlyList<Func<Watch>> Recorders(CancellationToken cancellationToken)
    {
        var all = new List<Func<Watch>> { Ebpf };
        if (HasRuntime)
        {
            all.Add(Notification);
        }
        else
        {
            Console.WriteLine($"notification: {Missing}");
        }

        if (Strace.Path is { } strace)
        {
            all.Add(() =>
                new Watch(
                    new Condition("strace -f", LearningProfile.Json)
                    {
                        Beside = id => Strace.AttachAsync(strace, engine, id, cancellationToken),
                    }
                )
            );
        }

        return all;
    }

    /// <summary>The engine's default, our profile, and the same under a supervisor.</summary>
    public IReadOnlyList<Func<Watch>> Profiles(SeccompProfile profile)
    {
        var all = new List<Func<Watch>>
        {
            () => new Watch(new Condition("no filter", "unconfined")),
            () => new Watch(new Condition("our profile", profile.ToJson())),
        };
        if (SupervisedForm.StartupNames(profile).Count == 0)
        {
            Console.WriteLine("supervised: left out: the profile has no call that only the start needs");
        }
        else if (!HasRuntime)
        {
            Console.WriteLine($"supervised: {Missing}");
        }
        else
        {
            all.Add(() => Supervised(profile));
        }

        return all;
    }

    private Watch Ebpf()
    {
        // As a trace records: under its profile nothing is denied.
        var recorder = EbpfRecorder.Start(new EbpfRecorderOptions { WatchDenials = false, Cgroups = EngineCgroups.Of(info) });
        return new Watch(
            new Condition("eBPF", recorder.ProfileJson) { CgroupParent = recorder.CgroupParent, Ready = () => recorder.Tell(true) },
            recorder
        );
    }

    private Watch Notification()
    {
        var recorder = NotificationRecorder.Start(EngineCgroups.Of(info), null);
        return new Watch(
            new Condition("user notification", recorder.ProfileJson)
            {
                CgroupParent = recorder.CgroupParent,
                Runtime = recorder.OciRuntime,
                Ready = () => recorder.Tell(true),
            },
            recorder
        );
    }

    private Watch Supervised(SeccompProfile profile)
    {
        var name = $"benchmark-{Guid.NewGuid():N}";
        var supervisor = Supervisor.Start(SupervisedCgroup.Name(name, info.CgroupDriver));
        return new Watch(
            new Condition("our profile, supervised", SupervisedForm.Of(profile).ToJson())
            {
                CgroupParent = SupervisedCgroup.Parent(name, info.CgroupDriver),
                Runtime = SupervisedForm.RuntimeName,
                Ready = supervisor.CloseAll,
            },
            supervisor
        );
    }
}
