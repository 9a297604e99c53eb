using System.Text;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Simulation;

/// <summary>Walks jobs through the states that a simulation gives them. Nothing happens between requests: each one brings the jobs to its time.</summary>
internal sealed class SimulatedScheduler(JobFiles jobFiles, JobSimulation simulation, FirecrestEmulatorOptions options) : Scheduler(options)
{
    private readonly FirecrestEmulatorOptions _options = options;
    private readonly Dictionary<Job, JobCourse> _courses = [];
    private DateTimeOffset? _caughtUp;

    public override int Submit(JobSpec spec)
    {
        // Chosen before the gate is taken, since that calls foreign code.
        IReadOnlyList<int?> indices = spec.Array is null ? [null] : [.. spec.Array.Indices.Select(index => (int?)index)];
        SimulatedJob[] plans = [.. indices.Select(index => Choose(spec, index))];
        lock (Gate)
        {
            IReadOnlyList<Job> jobs = Queue(spec);
            foreach ((Job job, SimulatedJob plan) in jobs.Zip(plans))
            {
                _courses[job] = new JobCourse(plan, _options.TransferPollInterval);
                CatchUp(job);
            }

            return jobs[0].Id;
        }
    }

    public override void CatchUp()
    {
        lock (Gate)
        {
            // With thousands of jobs and a clock that stands still between requests, this would be most of the work.
            DateTimeOffset now = Now;
            if (_caughtUp == now)
            {
                return;
            }

            _caughtUp = now;

            // In this order a job comes after the one that it waits for.
            foreach (Job job in Jobs.Where(_courses.ContainsKey).ToList())
            {
                CatchUp(job);
            }
        }
    }

    public override Task<(JobEnd? End, string Error)> Attach(Job job, string command)
    {
        lock (Gate)
        {
            var end = new JobEnd(0, 0);
            JobStep step = AttachedStep(job, command, Now).Closed(Now, end, null);
            job.Become(job.Status with { Since = Now, Steps = [.. job.Status.Steps, step] });
            return Task.FromResult<(JobEnd?, string)>((end, ""));
        }
    }

    public override ValueTask DisposeAsync() => default;

    protected override void OnCancelled(IReadOnlyList<Job> jobs)
    {
        _caughtUp = null;
        foreach (Job job in jobs)
        {
            job.Occupies = false;
            CatchUp(job);
        }
    }

    private SimulatedJob Choose(JobSpec spec, int? index)
        => simulation.Choose?.Invoke(new SubmittedJob(spec.Name, spec.Script, spec.WorkingDirectory, spec.Account, index)) ?? simulation.Default;

    private void CatchUp(Job job)
    {
        JobCourse course = _courses[job];
        DateTimeOffset now = Now;
        if (job.Status.IsWaiting && Blocker(job) is not null)
        {
            return;
        }

        course.NotBefore = job.Spec.After is { } after ? Jobs.FirstOrDefault(other => other.Id == after)?.Status.End ?? default : default;
        while (course.Next(job, now) is { } status)
        {
            bool starts = status.Start is not null && status.Start != job.Status.Start;
            if (starts)
            {
                Occupy(job);
                course.Shown = null;
            }

            if (job.Spec.Work is { } work && status.State == JobStates.Completed)
            {
                status = Worked(job, work, status);
            }

            job.Become(status);
            job.Occupies &= status is { Start: not null, IsFinished: false };
            if (starts && !HasPlaceForOutput(job))
            {
                job.Become(Ended(job.Status, JobStates.Failed, status.Since, JobEnd.NoOutputFile));
                job.Occupies = false;
            }
        }

        Show(job, course, now);
        if (job.Status.IsFinished && IsShown(job, course, now))
        {
            _courses.Remove(job);
        }
    }

    // All at the end, so that nobody sees an effect before its time.
    private JobStatus Worked(Job job, JobWork work, JobStatus ended)
    {
        try
        {
            using var log = new WorkLog(jobFiles.Outputs(job), job, _options.TimeProvider);
            work.Begin(log);
            int exitCode = work.Run(log, CancellationToken.None);
            return exitCode == 0 ? ended : Ended(job.Status, JobStates.Failed, ended.Since, new JobEnd(exitCode, 0));
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            return Ended(job.Status, JobStates.Failed, ended.Since, JobEnd.NoOutputFile);
        }
    }

    private bool HasPlaceForOutput(Job job)
    {
        try
        {
            jobFiles.Outputs(job);
            return true;
        }
        catch (RemoteFileException)
        {
            return false;
        }
    }

    private static bool IsShown(Job job, JobCourse course, DateTimeOffset now)
        => course.Plan.OutputDelayAfterEnd is not { } delay || now >= job.Status.End + delay;

    private void Show(Job job, JobCourse course, DateTimeOffset now)
    {
        if (job.Spec.Work is not null || job.Status.Start is not { } start || job.Status.Outcome == JobEnd.NoOutputFile
            || (course.Plan.OutputDelayAfterEnd is not null && !(job.Status.IsFinished && IsShown(job, course, now))))
        {
            return;
        }

        DateTimeOffset until = job.Status.End ?? now;
        var due = course.Plan.Output.Where(piece => start + piece.AfterStart <= until).ToList();
        if (course.Shown != due.Count)
        {
            course.Shown = due.Count;
            Write(job, due);
        }
    }

    private void Write(Job job, List<JobOutput> pieces)
    {
        try
        {
            (string output, string error) = jobFiles.Outputs(job);
            if (error != output)
            {
                Replace(error, pieces.Where(piece => piece.IsError));
            }

            Replace(output, error == output ? pieces : pieces.Where(piece => !piece.IsError));
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            // The folder went away while the job ran: its output is lost, as that of a real job.
        }
    }

    private static void Replace(string path, IEnumerable<JobOutput> pieces)
    {
        if (path != "/dev/null")
        {
            File.WriteAllText(path, string.Concat(pieces.Select(piece => piece.Text)), new UTF8Encoding(false));
        }
    }
}
