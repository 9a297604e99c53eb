using System.ComponentModel;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>Runs jobs as processes of this machine: first come, first served, as many at once as there are slots.</summary>
internal sealed class LocalScheduler(ProcessPlans plans, FirecrestEmulatorOptions options, string bash) : Scheduler(options)
{
    // Longer than a timer can wait: such a limit is none.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly FirecrestEmulatorOptions _options = options;
    private readonly Dictionary<Job, IRunningJob> _processes = [];

    // Why a process was told to stop: the state its job ends in.
    private readonly Dictionary<Job, string> _stopStates = [];
    private readonly HashSet<Task> _running = [];
    private bool _stopped;

    public override int Submit(JobSpec spec)
    {
        lock (Gate)
        {
            int id = Queue(spec)[0].Id;
            StartWaiting();
            return id;
        }
    }

    public override async Task<(JobEnd? End, string Error)> Attach(Job job, string command)
    {
        JobStep step;
        ProcessPlan plan;
        JobProcess process;
        lock (Gate)
        {
            step = AttachedStep(job, command, Now);
            plan = plans.PrepareAttached(job, step.Id, bash, command);
            job.Become(job.Status with { Since = Now, Steps = [.. job.Status.Steps, step] });
            process = JobProcess.Start(bash, plan);
            _running.Add(process.Ended);
        }

        bool inTime = await Task.WhenAny(process.Ended, Task.Delay(_options.SchedulerCommandTimeout)).ConfigureAwait(false) == process.Ended;
        if (!inTime)
        {
            await process.Stop(_options.KillGrace).ConfigureAwait(false);
        }

        JobEnd end = await process.Ended.ConfigureAwait(false);
        lock (Gate)
        {
            _running.Remove(process.Ended);
            job.Become(job.Status.With(step.Closed(Now, end, inTime ? null : JobStates.Cancelled)) with { Since = Now });
        }

        string error = await File.ReadAllTextAsync(plan.Error!).ConfigureAwait(false);
        return (inTime ? end : null, error);
    }

    public override async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (Gate)
        {
            _stopped = true;
            var active = Jobs.Where(job => !job.Status.IsFinished).ToList();
            active.ForEach(Cancel);
            OnCancelled(active);
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    protected override string WaitingReason(Job job, JobStatus status)
        => IsBlockedByArray(job) ? "JobArrayTaskLimit" : job == Jobs.FirstOrDefault(IsStartable) ? "Resources" : "Priority";

    // The slot is free when the process is gone.
    protected override void OnCancelled(IReadOnlyList<Job> jobs)
    {
        foreach (Job job in jobs)
        {
            _stopStates.TryAdd(job, JobStates.Cancelled);
            if (_processes.TryGetValue(job, out IRunningJob? process))
            {
                Stop(process);
            }
        }

        StartWaiting();
    }

    private void StartWaiting()
    {
        while (!_stopped && Jobs.Count(job => job.Occupies) < _options.Slots && Jobs.FirstOrDefault(IsStartable) is { } job)
        {
            Occupy(job);
            job.Become(new JobStatus(Now, JobStates.Running) { Start = Now, Steps = [JobStep.Batch(job, Now)] });
            Task run = Task.Run(() => Run(job));
            _running.Add(run);
            _ = run.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Forget(Task run)
    {
        lock (Gate)
        {
            _running.Remove(run);
        }
    }

    private bool IsStartable(Job job) => job.Status.IsWaiting && !job.Spec.Held && !IsBlockedByArray(job) && Blocker(job) is null;

    private bool IsBlockedByArray(Job job)
        => job.Spec.Array is { } array && Jobs.Count(other => other.Id == job.Id && other.Occupies) >= array.MaximumRunning;

    private async Task Run(Job job)
    {
        JobEnd end;
        try
        {
            IRunningJob process = job.Spec.Work is { } work
                ? WorkRun.Start(work, plans.PrepareWork(job, _options.TimeProvider), _options)
                : JobProcess.Start(bash, plans.Prepare(job));
            Watch(job, process);
            using ITimer limit = _options.TimeProvider.CreateTimer(_ => TimeOut(job), null, TimerDue(job), Timeout.InfiniteTimeSpan);
            end = await process.Ended.ConfigureAwait(false);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException or Win32Exception or ArgumentException)
        {
            end = JobEnd.NoOutputFile;
        }

        plans.Clean(job);
        Finish(job, end);
    }

    private TimeSpan TimerDue(Job job)
    {
        if (job.Spec.TimeLimit is not { } limit || limit > LongestTimer)
        {
            return Timeout.InfiniteTimeSpan;
        }

        TimeSpan left = job.Status.Start!.Value + limit - Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Watch(Job job, IRunningJob process)
    {
        lock (Gate)
        {
            _processes[job] = process;
            if (_stopStates.ContainsKey(job))
            {
                Stop(process);
            }
        }
    }

    private void TimeOut(Job job)
    {
        lock (Gate)
        {
            if (_processes.TryGetValue(job, out IRunningJob? process) && _stopStates.TryAdd(job, JobStates.Timeout))
            {
                Stop(process);
            }
        }
    }

    private void Stop(IRunningJob process)
    {
        // Awaited at the end of the emulator, when the process did not end before.
        Task stop = process.Stop(_options.KillGrace);
        _running.Add(stop);
        _ = stop.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.RunContinuationsAsynchronously, TaskScheduler.Default);
    }

    private void Finish(Job job, JobEnd end)
    {
        lock (Gate)
        {
            job.Occupies = false;
            _processes.Remove(job);
            string state = _stopStates.GetValueOrDefault(job) ?? (end is { ExitCode: 0, Signal: 0 } ? JobStates.Completed : JobStates.Failed);
            if (state != JobStates.Cancelled)
            {
                job.Become(Ended(job.Status, state, Now, end));
            }

            StartWaiting();
        }
    }
}
