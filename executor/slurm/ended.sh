#!/bin/sh
# Slurm calls this for each job that has ended (slurm.conf: JobCompType=jobcomp/script, JobCompLoc=this file), as the
# user of slurmctld. It leaves one small file, called by the job's number, where Shisa looks (SHISA_SLURM_SPOOL).
# Nothing that a person chose, such as the job's name, is looked at.
spool=/var/spool/shisa-slurm
case "$JOBID" in '' | *[!0-9]*) exit 0 ;; esac
case "$JOBSTATE" in '' | *[!A-Z_]*) exit 0 ;; esac
umask 022
printf '%s\n' "$JOBSTATE" >"$spool/.$JOBID.$$" && mv -f "$spool/.$JOBID.$$" "$spool/$JOBID"
