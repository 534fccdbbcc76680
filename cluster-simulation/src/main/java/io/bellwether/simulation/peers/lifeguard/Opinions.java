package io.bellwether.simulation.peers.lifeguard;

import io.bellwether.simulation.peers.Listeners;
import io.bellwether.simulation.peers.Stopwatch;
import io.bellwether.simulation.peers.lifeguard.Members.Member;
import io.bellwether.simulation.world.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process believes about the members: the higher incarnation wins; at the same one suspect beats alive and dead
 * beats both. Whatever is news is passed on.
 */
final class Opinions {

    private final LifeguardSettings settings;
    private final Machine machine;
    private final Stopwatch watch;
    private final Members members;
    private final Rumours rumours;
    private final Awareness awareness;
    private final Listeners listeners;
    private final List<Member> suspects = new ArrayList<>();
    private long nextTimeout = Stopwatch.NEVER;

    Opinions(
            LifeguardSettings settings,
            Machine machine,
            Stopwatch watch,
            Members members,
            Rumours rumours,
            Awareness awareness,
            Listeners listeners) {
        this.settings = settings;
        this.machine = machine;
        this.watch = watch;
        this.members = members;
        this.rumours = rumours;
        this.awareness = awareness;
        this.listeners = listeners;
    }

    /** Takes a member for granted, without telling anybody; for the start. */
    void assume(int about) {
        var member = members.add(about);
        member.incarnation = 1;
        member.standing = Standing.ALIVE;
    }

    void hear(News news) {
        switch (news) {
            case News.Alive alive -> alive(alive);
            case News.Suspect suspect -> suspect(suspect);
            case News.Dead dead -> dead(dead);
        }
    }

    /** Takes over what another knows. Whom it holds for dead is suspected only, and so gets a chance to refute. */
    void merge(List<Letter.State> states) {
        for (var state : states) {
            switch (state.standing()) {
                case ALIVE -> alive(new News.Alive(state.about(), state.incarnation()));
                case SUSPECT, DEAD -> suspect(new News.Suspect(state.about(), state.incarnation(), machine.self()));
                case LEFT -> dead(new News.Dead(state.about(), state.incarnation(), state.about()));
            }
        }
    }

    List<Letter.State> states() {
        var states = new ArrayList<Letter.State>(members.size());
        for (var member : members.all()) {
            states.add(new Letter.State(member.machine, member.incarnation, member.standing));
        }
        return states;
    }

    /** When the next suspicion runs out. */
    long deadline() {
        return nextTimeout;
    }

    /** Declares dead whose suspicion has run out. */
    void expire(long now) {
        if (now < nextTimeout) {
            return;
        }
        for (var suspect : List.copyOf(suspects)) {
            var suspicion = suspect.suspicion;
            if (suspicion != null && suspicion.deadline() <= now) {
                dead(new News.Dead(suspect.machine, suspect.incarnation, machine.self()));
            }
        }
    }

    private void alive(News.Alive news) {
        var member = members.find(news.about());
        if (member == null) {
            member = members.add(news.about());
        } else if (news.about() == machine.self()) {
            if (news.incarnation() > member.incarnation) {
                refute(member, news.incarnation());
            }
            return;
        } else if (news.incarnation() <= member.incarnation) {
            return;
        }
        rumours.add(news);
        member.incarnation = news.incarnation();
        moveTo(member, Standing.ALIVE);
    }

    private void suspect(News.Suspect news) {
        var member = members.find(news.about());
        if (member == null || news.incarnation() < member.incarnation) {
            return;
        }
        if (member.suspicion != null) {
            if (member.suspicion.confirm(news.accuser())) {
                rumours.add(news);
                nextTimeout = Math.min(nextTimeout, member.suspicion.deadline());
            }
            return;
        }
        if (member.standing != Standing.ALIVE) {
            return;
        }
        if (news.about() == machine.self()) {
            refute(member, news.incarnation());
            return;
        }
        rumours.add(news);
        member.incarnation = news.incarnation();
        moveTo(member, Standing.SUSPECT);
        var size = members.size();
        member.suspicion = new Suspicion(
                news.accuser(),
                settings.confirmations(size),
                settings.suspicionMinNanos(size),
                settings.suspicionMaxNanos(size),
                watch.nanos());
        suspects.add(member);
        nextTimeout = Math.min(nextTimeout, member.suspicion.deadline());
    }

    private void dead(News.Dead news) {
        var member = members.find(news.about());
        if (member == null || news.incarnation() < member.incarnation || member.standing.gone()) {
            return;
        }
        if (news.about() == machine.self()) {
            refute(member, news.incarnation());
            return;
        }
        rumours.add(news);
        member.incarnation = news.incarnation();
        moveTo(member, news.accuser() == news.about() ? Standing.LEFT : Standing.DEAD);
    }

    /** Having to refute says that something is wrong here: others did not hear from us in time. */
    private void refute(Member self, int accused) {
        self.incarnation = Math.max(self.incarnation, accused) + 1;
        awareness.change(1);
        rumours.add(new News.Alive(self.machine, self.incarnation));
        if (machine.tracing()) {
            machine.note("refute", "incarnation " + self.incarnation);
        }
    }

    private void moveTo(Member member, Standing standing) {
        if (member.suspicion != null) {
            member.suspicion = null;
            suspects.remove(member);
            nextTimeout = Stopwatch.NEVER;
            suspects.forEach(this::watchTimeout);
        }
        if (member.standing == standing) {
            return;
        }
        member.standing = standing;
        member.changedAt = watch.nanos();
        tell(member, standing);
    }

    private void watchTimeout(Member suspect) {
        if (suspect.suspicion != null) {
            nextTimeout = Math.min(nextTimeout, suspect.suspicion.deadline());
        }
    }

    private void tell(Member member, Standing standing) {
        if (machine.tracing()) {
            machine.note(
                    "member." + standing, "machine %d, incarnation %d".formatted(member.machine, member.incarnation));
        }
        machine.digest(member.machine * 31L + standing.name().hashCode());
        listeners.tell(machine.self(), member.machine, standing.verdict, machine.nanos());
    }
}
