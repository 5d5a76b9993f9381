--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: activities; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.activities (
    instance_id character varying NOT NULL,
    id character varying NOT NULL,
    kind character varying NOT NULL,
    user_id character varying NOT NULL,
    profile_kind character varying NOT NULL,
    profile_id character varying NOT NULL,
    sealed bytea,
    content_hash character varying NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone NOT NULL,
    state character varying NOT NULL,
    reason character varying,
    object character varying,
    record_id character varying,
    epoch integer NOT NULL,
    attempts integer NOT NULL,
    in_doubt boolean NOT NULL,
    next_at timestamp with time zone,
    expires_at timestamp with time zone,
    is_test boolean NOT NULL,
    marker character varying NOT NULL,
    sent_at timestamp with time zone,
    crm_status integer,
    crm_message character varying
);


--
-- Name: activity_facts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.activity_facts (
    instance_id character varying NOT NULL,
    id character varying NOT NULL,
    kind character varying NOT NULL,
    profile_kind character varying NOT NULL,
    profile_id character varying NOT NULL,
    occurred_at timestamp with time zone NOT NULL
);


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: aliases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.aliases (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    old_id character varying NOT NULL,
    into_object character varying NOT NULL,
    into_id character varying NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    seq bigint NOT NULL,
    contract_id character varying,
    instance_id character varying,
    at timestamp with time zone NOT NULL,
    client_id character varying NOT NULL,
    acting_user character varying,
    action character varying NOT NULL,
    subject json NOT NULL,
    status integer NOT NULL,
    request_id character varying NOT NULL
);


--
-- Name: audit_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.audit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.audit_seq_seq OWNED BY public.audit.seq;


--
-- Name: authorizations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.authorizations (
    instance_id character varying NOT NULL,
    user_id character varying NOT NULL,
    sealed bytea NOT NULL,
    expires_at timestamp with time zone,
    deposited_at timestamp with time zone NOT NULL,
    refresh_at timestamp with time zone,
    refreshing_until timestamp with time zone
);


--
-- Name: candidates; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.candidates (
    instance_id character varying NOT NULL,
    kind character varying NOT NULL,
    profile_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    chance double precision NOT NULL,
    match_weight double precision NOT NULL
);


--
-- Name: certificates; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.certificates (
    id character varying NOT NULL,
    contract_id character varying NOT NULL,
    instance_id character varying,
    document json NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: checkpoints; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.checkpoints (
    instance_id character varying NOT NULL,
    last_at timestamp with time zone,
    on_time integer NOT NULL,
    late integer NOT NULL,
    slowest_s integer NOT NULL,
    late_at timestamp with time zone,
    silent_at timestamp with time zone
);


--
-- Name: clients; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients (
    id character varying NOT NULL,
    contract_id character varying,
    secret_hash character varying NOT NULL,
    scopes json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    generation integer DEFAULT 1 NOT NULL
);


--
-- Name: console_links; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.console_links (
    token_hash character varying NOT NULL,
    contract_id character varying,
    instance_id character varying,
    user_id character varying,
    expires_at timestamp with time zone NOT NULL,
    setup_name character varying
);


--
-- Name: console_sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.console_sessions (
    id_hash character varying NOT NULL,
    contract_id character varying,
    instance_id character varying,
    user_id character varying,
    began_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    setup_name character varying
);


--
-- Name: contracts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contracts (
    id character varying NOT NULL,
    name character varying NOT NULL,
    tier character varying NOT NULL,
    sso boolean NOT NULL,
    time_zone character varying NOT NULL,
    settings json NOT NULL,
    settings_version integer NOT NULL,
    key_id character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    terminated_at timestamp with time zone
);


--
-- Name: corrections; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.corrections (
    id character varying NOT NULL,
    instance_id character varying NOT NULL,
    activity_id character varying NOT NULL,
    from_object character varying NOT NULL,
    from_id character varying NOT NULL,
    to_object character varying,
    to_id character varying,
    state character varying NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);


--
-- Name: creations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.creations (
    instance_id character varying NOT NULL,
    id character varying NOT NULL,
    object character varying NOT NULL,
    profile_id character varying NOT NULL,
    user_id character varying NOT NULL,
    state character varying NOT NULL,
    record_id character varying,
    sealed bytea,
    at timestamp with time zone NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    seq bigint NOT NULL,
    contract_id character varying NOT NULL,
    instance_id character varying NOT NULL,
    type character varying NOT NULL,
    data json NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: events_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.events_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: events_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.events_seq_seq OWNED BY public.events.seq;


--
-- Name: followed_indexes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.followed_indexes (
    kind character varying NOT NULL,
    version character varying NOT NULL
);


--
-- Name: hints; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.hints (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    token character varying NOT NULL,
    noted_at timestamp with time zone NOT NULL
);


--
-- Name: idempotency; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency (
    caller character varying NOT NULL,
    client character varying NOT NULL,
    acting_user character varying NOT NULL,
    key character varying NOT NULL,
    request_hash character varying NOT NULL,
    status integer NOT NULL,
    sealed bytea,
    at timestamp with time zone NOT NULL
);


--
-- Name: idempotency_subjects; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_subjects (
    caller character varying NOT NULL,
    client character varying NOT NULL,
    acting_user character varying NOT NULL,
    key character varying NOT NULL,
    subject character varying NOT NULL
);


--
-- Name: import_ids; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_ids (
    import_id character varying NOT NULL,
    record_id character varying NOT NULL
);


--
-- Name: import_pages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_pages (
    import_id character varying NOT NULL,
    number integer NOT NULL,
    content_hash character varying NOT NULL,
    received_at timestamp with time zone NOT NULL,
    counts json NOT NULL,
    warned json DEFAULT '{}'::json NOT NULL,
    refused character varying
);


--
-- Name: imports; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports (
    id character varying NOT NULL,
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    shape character varying NOT NULL,
    is_full boolean NOT NULL,
    state character varying NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    counts json NOT NULL,
    warned json DEFAULT '{}'::json NOT NULL,
    live_before integer DEFAULT 0 NOT NULL,
    is_strict boolean DEFAULT false NOT NULL,
    held json,
    approved_at timestamp with time zone,
    is_authoritative boolean DEFAULT false NOT NULL
);


--
-- Name: instances; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.instances (
    id character varying NOT NULL,
    contract_id character varying NOT NULL,
    name character varying NOT NULL,
    crm character varying NOT NULL,
    state character varying NOT NULL,
    epoch integer NOT NULL,
    key_id character varying NOT NULL,
    urls json NOT NULL,
    consent json NOT NULL,
    connected_at timestamp with time zone NOT NULL,
    disconnected_at timestamp with time zone,
    delete_due_at timestamp with time zone,
    deleted_at timestamp with time zone,
    oauth_client bytea
);


--
-- Name: jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.jobs (
    id character varying NOT NULL,
    contract_id character varying,
    instance_id character varying,
    kind character varying NOT NULL,
    request json NOT NULL,
    state character varying NOT NULL,
    progress json NOT NULL,
    result json,
    starter character varying NOT NULL,
    made_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    ended_at timestamp with time zone
);


--
-- Name: judgement_batches; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.judgement_batches (
    id character varying NOT NULL,
    instance_id character varying NOT NULL,
    user_mark character varying NOT NULL,
    stated json NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone
);


--
-- Name: kept_deletions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_deletions (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    id character varying NOT NULL,
    import_id character varying NOT NULL,
    sealed bytea,
    version character varying,
    content_hash character varying NOT NULL,
    modified_at timestamp with time zone,
    named_at timestamp with time zone,
    active boolean,
    subject_mark character varying
);


--
-- Name: keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.keys (
    id character varying NOT NULL,
    wrapped bytea,
    created_at timestamp with time zone NOT NULL,
    destroyed_at timestamp with time zone
);


--
-- Name: leases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leases (
    name character varying NOT NULL,
    holder character varying NOT NULL,
    until timestamp with time zone NOT NULL
);


--
-- Name: link_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.link_history (
    seq bigint NOT NULL,
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    kind character varying NOT NULL,
    state character varying NOT NULL,
    profile_id character varying,
    probability double precision NOT NULL,
    margin double precision,
    claim_margin double precision,
    runner_up_id character varying,
    winner_object character varying,
    winner_id character varying,
    made_by character varying NOT NULL,
    statement_seq bigint,
    model_version character varying NOT NULL,
    basis character varying NOT NULL,
    reasons json NOT NULL,
    cause character varying NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: link_history_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.link_history_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: link_history_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.link_history_seq_seq OWNED BY public.link_history.seq;


--
-- Name: links; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.links (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    kind character varying NOT NULL,
    state character varying NOT NULL,
    profile_id character varying,
    probability double precision NOT NULL,
    margin double precision,
    claim_margin double precision,
    runner_up_id character varying,
    winner_object character varying,
    winner_id character varying,
    made_by character varying NOT NULL,
    statement_seq bigint,
    model_version character varying NOT NULL,
    basis character varying NOT NULL,
    reasons json NOT NULL,
    since timestamp with time zone NOT NULL
);


--
-- Name: name_spellings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.name_spellings (
    instance_id character varying NOT NULL,
    spelling bigint NOT NULL,
    word_hash character varying NOT NULL
);


--
-- Name: opportunities; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.opportunities (
    instance_id character varying NOT NULL,
    id character varying NOT NULL,
    account_id character varying,
    owner_id character varying,
    status character varying NOT NULL,
    pipeline character varying,
    stage character varying,
    created_on date,
    closed_on date
);


--
-- Name: opportunity_people; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.opportunity_people (
    instance_id character varying NOT NULL,
    opportunity_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL
);


--
-- Name: preferences; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.preferences (
    contract_id character varying NOT NULL,
    user_id character varying NOT NULL,
    kind character varying NOT NULL,
    enabled boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL
);


--
-- Name: profile_notes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.profile_notes (
    kind character varying NOT NULL,
    profile_id character varying NOT NULL,
    state character varying NOT NULL,
    into_id character varying,
    inmail_opt_out boolean NOT NULL,
    version character varying NOT NULL,
    shown bytea,
    inmail_at timestamp with time zone,
    changed_at timestamp with time zone,
    sent bytea
);


--
-- Name: promises; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.promises (
    instance_id character varying NOT NULL,
    kind character varying NOT NULL,
    bundle character varying NOT NULL,
    one_wrong_in integer NOT NULL,
    threshold double precision,
    rests_on character varying NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: readings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.readings (
    instance_id character varying NOT NULL,
    name character varying NOT NULL,
    stamp character varying NOT NULL,
    sealed bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone
);


--
-- Name: record_judgements; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_judgements (
    seq bigint NOT NULL,
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    other_object character varying NOT NULL,
    other_id character varying NOT NULL,
    verdict character varying NOT NULL,
    user_mark character varying,
    at timestamp with time zone NOT NULL
);


--
-- Name: record_judgements_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.record_judgements_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: record_judgements_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.record_judgements_seq_seq OWNED BY public.record_judgements.seq;


--
-- Name: record_marks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_marks (
    instance_id character varying NOT NULL,
    mark character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    beginnings bigint DEFAULT '-1'::bigint NOT NULL
);


--
-- Name: records; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.records (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    id character varying NOT NULL,
    sealed bytea,
    version character varying NOT NULL,
    content_hash character varying NOT NULL,
    modified_at timestamp with time zone,
    received_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    account_id character varying,
    owner_id character varying,
    visible_to json,
    filled integer NOT NULL,
    marker character varying,
    marks json NOT NULL,
    named_mark character varying,
    named_at timestamp with time zone
);


--
-- Name: rejects; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rejects (
    seq bigint NOT NULL,
    instance_id character varying NOT NULL,
    import_id character varying,
    page integer,
    "row" integer NOT NULL,
    record_id character varying,
    reason character varying NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: rejects_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.rejects_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: rejects_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.rejects_seq_seq OWNED BY public.rejects.seq;


--
-- Name: saves; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.saves (
    seq bigint NOT NULL,
    contract_id character varying NOT NULL,
    instance_id character varying NOT NULL,
    user_id character varying NOT NULL,
    kind character varying NOT NULL,
    profile_id character varying NOT NULL,
    opportunity_id character varying NOT NULL,
    object character varying NOT NULL,
    state character varying NOT NULL,
    reason character varying NOT NULL,
    made_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL
);


--
-- Name: saves_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.saves_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: saves_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.saves_seq_seq OWNED BY public.saves.seq;


--
-- Name: seats; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seats (
    contract_id character varying NOT NULL,
    id character varying NOT NULL,
    email_mark character varying,
    subject_mark character varying,
    user_id character varying,
    state character varying NOT NULL,
    assigned_at timestamp with time zone
);


--
-- Name: sign_in_providers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sign_in_providers (
    contract_id character varying NOT NULL,
    issuer character varying NOT NULL,
    client_id character varying NOT NULL,
    sealed_secret bytea,
    address character varying NOT NULL,
    subject_claim character varying NOT NULL,
    changed_at timestamp with time zone NOT NULL
);


--
-- Name: solos; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.solos (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    kind character varying NOT NULL,
    outcome json NOT NULL,
    asked character varying NOT NULL,
    model_version character varying NOT NULL
);


--
-- Name: staged_solos; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staged_solos (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    kind character varying NOT NULL,
    outcome json NOT NULL,
    asked character varying NOT NULL,
    model_version character varying NOT NULL
);


--
-- Name: stages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stages (
    instance_id character varying NOT NULL,
    pipeline character varying NOT NULL,
    stage character varying NOT NULL,
    "position" integer NOT NULL,
    is_closed boolean,
    is_won boolean NOT NULL
);


--
-- Name: statements; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.statements (
    seq bigint NOT NULL,
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    kind character varying NOT NULL,
    profile_id character varying,
    verdict character varying NOT NULL,
    source character varying NOT NULL,
    because character varying,
    user_mark character varying,
    is_label boolean NOT NULL,
    weight double precision NOT NULL,
    shown json NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: statements_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.statements_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: statements_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.statements_seq_seq OWNED BY public.statements.seq;


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    instance_id character varying NOT NULL,
    id character varying NOT NULL,
    sealed bytea,
    email_mark character varying,
    subject_mark character varying,
    active boolean NOT NULL,
    is_admin boolean NOT NULL,
    auto_save boolean NOT NULL,
    writeback boolean NOT NULL,
    modified_at timestamp with time zone,
    version character varying,
    content_hash character varying NOT NULL,
    deleted_at timestamp with time zone,
    given_subject_mark character varying
);


--
-- Name: written; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.written (
    seq bigint NOT NULL,
    instance_id character varying NOT NULL,
    activity_id character varying NOT NULL,
    part character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    crm_object character varying NOT NULL,
    crm_id character varying NOT NULL,
    found_again boolean NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: written_fields; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.written_fields (
    instance_id character varying NOT NULL,
    object character varying NOT NULL,
    record_id character varying NOT NULL,
    field character varying NOT NULL,
    mark character varying NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: written_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.written_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: written_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.written_seq_seq OWNED BY public.written.seq;


--
-- Name: audit seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit ALTER COLUMN seq SET DEFAULT nextval('public.audit_seq_seq'::regclass);


--
-- Name: events seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events ALTER COLUMN seq SET DEFAULT nextval('public.events_seq_seq'::regclass);


--
-- Name: link_history seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_history ALTER COLUMN seq SET DEFAULT nextval('public.link_history_seq_seq'::regclass);


--
-- Name: record_judgements seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_judgements ALTER COLUMN seq SET DEFAULT nextval('public.record_judgements_seq_seq'::regclass);


--
-- Name: rejects seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rejects ALTER COLUMN seq SET DEFAULT nextval('public.rejects_seq_seq'::regclass);


--
-- Name: saves seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saves ALTER COLUMN seq SET DEFAULT nextval('public.saves_seq_seq'::regclass);


--
-- Name: statements seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statements ALTER COLUMN seq SET DEFAULT nextval('public.statements_seq_seq'::regclass);


--
-- Name: written seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.written ALTER COLUMN seq SET DEFAULT nextval('public.written_seq_seq'::regclass);


--
-- Data for Name: activities; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.activities VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'note-1', 'note', 'U2', 'person', 'm45dqbat53df5q', NULL, 'a7e310a4a99d55f3e4ee66dad8de0685', '2020-03-02 08:30:00+00', '2026-11-30 19:54:38.098742+00', 'delivered', NULL, 'contact', 'pa4pdydakczypq', 1, 1, false, NULL, NULL, false, 'om3271c91c38a3a0704dbff69107b52ea8', '2026-11-30 19:54:39.088498+00', NULL, NULL);


--
-- Data for Name: activity_facts; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES
	('0049');


--
-- Data for Name: aliases; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.aliases VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7stf7kte84t4r', 'contact', 'p1vw3raey8c1q9', '2026-11-30 19:54:36.30469+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aegrv5vchs70fg', 'account', 'a9pe6mq4brg5n8', '2026-11-30 19:54:36.30469+00');


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit VALUES
	(1, NULL, NULL, '2026-11-30 19:54:22.264861+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'POST /v1/contracts', '{"contracts":["8466fd6e55182b33ea61fe216b36213f"]}', 201, 'make-acme'),
	(2, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:22.607621+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'POST /v1/contracts/{contract_id}/clients', '{"clients":["e0b0f4391affc644d6a089a5411b044b"]}', 201, 'make-acme-sync'),
	(3, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:22.824568+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'POST /v1/contracts/{contract_id}/clients', '{"clients":["6ab2366f3d6739e0e1218312a16cf3ca"]}', 201, 'make-acme-app'),
	(4, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:23.008607+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'POST /v1/contracts/{contract_id}/clients', '{"clients":["549ddfe5a6cfbbe62ac7ed5407b238ca"]}', 201, 'make-acme-admin'),
	(5, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:23.14403+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'POST /v1/contracts/{contract_id}/clients', '{"clients":["54eb663b545c35574d30ac50cbf14fa2"]}', 201, 'make-acme-reader'),
	(6, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:23.314115+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'POST /v1/contracts/{contract_id}/clients', '{"clients":["910740ab18aede01a1481725bd32b658"]}', 201, 'make-acme-rep'),
	(7, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:23.459729+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'PUT /v1/contracts/{contract_id}/instances/{name}', '{"instances":["e2f4683f10694983b40c3c7098dc51fa"]}', 200, 'step-001'),
	(8, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:23.76396+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'POST /v1/contracts/{contract_id}/changes', '{"records":["user/U1","user/U2","user/U3"]}', 200, 'step-002'),
	(9, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:24.428244+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'PUT /v1/contracts/{contract_id}/licences/{user_id}', '{"users":["U1"]}', 200, 'step-003'),
	(10, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:24.59243+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'PUT /v1/contracts/{contract_id}/licences/{user_id}', '{"users":["U2"]}', 200, 'step-004'),
	(11, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:24.730838+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'PUT /v1/contracts/{contract_id}/licences/{user_id}', '{"users":["U3"]}', 200, 'step-005'),
	(12, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:24.857705+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/licences', '{"users":["U1","U2","U3"]}', 200, 'step-006-0'),
	(13, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:24.980422+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/users', '{"users":["U1","U2","U3"]}', 200, 'step-007-0'),
	(14, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:25.087482+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/settings', '{}', 200, 'step-008'),
	(15, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:25.164589+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/instances/{name}', '{"instances":["e2f4683f10694983b40c3c7098dc51fa"]}', 200, 'step-009'),
	(16, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:25.284527+00', '6ab2366f3d6739e0e1218312a16cf3ca', NULL, 'GET /v1/schema', '{"schema":["hubspot","oracle"]}', 200, 'step-010'),
	(17, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:25.448783+00', '6ab2366f3d6739e0e1218312a16cf3ca', NULL, 'GET /v1/contracts/{contract_id}/settings', '{}', 403, 'step-011'),
	(18, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:25.536021+00', '54eb663b545c35574d30ac50cbf14fa2', NULL, 'GET /v1/contracts/{contract_id}/records', '{}', 403, 'step-012'),
	(19, '8466fd6e55182b33ea61fe216b36213f', NULL, '2026-11-30 19:54:25.788301+00', '6ab2366f3d6739e0e1218312a16cf3ca', NULL, 'GET /v1/contracts/{contract_id}/instances/{name}', '{}', 403, 'step-013'),
	(20, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:25.844121+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'POST /v1/contracts/{contract_id}/imports', '{"imports":["5219bf2af550c5292691276d9ca75b07"]}', 201, 'step-014'),
	(21, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:26.044463+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'PUT /v1/contracts/{contract_id}/imports/{import_id}/pages/{number}', '{"imports":["5219bf2af550c5292691276d9ca75b07"]}', 200, 'step-015'),
	(22, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:27.087733+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'PUT /v1/contracts/{contract_id}/imports/{import_id}/pages/{number}', '{"imports":["5219bf2af550c5292691276d9ca75b07"]}', 200, 'step-016'),
	(23, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:27.368465+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'PUT /v1/contracts/{contract_id}/imports/{import_id}/pages/{number}', '{"imports":["5219bf2af550c5292691276d9ca75b07"]}', 200, 'step-017'),
	(24, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:27.488063+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'GET /v1/contracts/{contract_id}/imports/{import_id}/rejects', '{"imports":["5219bf2af550c5292691276d9ca75b07"]}', 200, 'step-018-0'),
	(25, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:27.596445+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'POST /v1/contracts/{contract_id}/imports/{import_id}/complete', '{"imports":["5219bf2af550c5292691276d9ca75b07"]}', 202, 'step-019'),
	(26, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:27.864412+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/imports/{import_id}', '{"imports":["5219bf2af550c5292691276d9ca75b07"]}', 200, 'step-020'),
	(27, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:27.956063+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'POST /v1/contracts/{contract_id}/imports', '{"imports":["4afaf49413295c489ec9e3494d08c129"]}', 201, 'step-021'),
	(28, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:28.124546+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'PUT /v1/contracts/{contract_id}/imports/{import_id}/pages/{number}', '{"imports":["4afaf49413295c489ec9e3494d08c129"]}', 200, 'step-022'),
	(29, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:35.623934+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'PUT /v1/contracts/{contract_id}/imports/{import_id}/pages/{number}', '{"imports":["4afaf49413295c489ec9e3494d08c129"]}', 200, 'step-023'),
	(30, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:35.817539+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'PUT /v1/contracts/{contract_id}/imports/{import_id}/pages/{number}', '{"imports":["4afaf49413295c489ec9e3494d08c129"]}', 200, 'step-024'),
	(31, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:35.928731+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'GET /v1/contracts/{contract_id}/imports/{import_id}/rejects', '{"imports":["4afaf49413295c489ec9e3494d08c129"]}', 200, 'step-025-0'),
	(32, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:36.006681+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'POST /v1/contracts/{contract_id}/imports/{import_id}/complete', '{"imports":["4afaf49413295c489ec9e3494d08c129"]}', 202, 'step-026'),
	(33, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:36.207642+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/imports/{import_id}', '{"imports":["4afaf49413295c489ec9e3494d08c129"]}', 200, 'step-027'),
	(34, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:36.30469+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'POST /v1/contracts/{contract_id}/changes', '{"records":["contact/p9bcc12qqqcxja","contact/p7stf7kte84t4r","lead/lead-p44tp0a785t1a1","account/aegrv5vchs70fg","contact/p354azny7txjf3","contact/never-there"]}', 200, 'step-028'),
	(35, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:37.151072+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'POST /v1/contracts/{contract_id}/changes', '{"records":["opportunity/o0","opportunity/o1","opportunity/o2","opportunity/o3","opportunity/o4","opportunity/o5","opportunity/o6","opportunity/o7","opportunity/o8","opportunity/o9","opportunity/o10","opportunity/o11","opportunity/o12","opportunity/o13","opportunity/o14","opportunity/o15","opportunity/o16","opportunity/o17","opportunity/o18","opportunity/o19","opportunity/o20","opportunity/o21","opportunity/o22","opportunity/o23","opportunity/o24","opportunity/o25","opportunity/o26","opportunity/o27","opportunity/o28","opportunity/o29","opportunity/o30","opportunity/o31","opportunity/o32","opportunity/o33","opportunity/o34","opportunity/o35","opportunity/o36","opportunity/o37","opportunity/o38","opportunity/o39"]}', 200, 'step-029'),
	(36, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:37.676216+00', 'e0b0f4391affc644d6a089a5411b044b', NULL, 'PUT /v1/contracts/{contract_id}/checkpoint', '{}', 200, 'step-030'),
	(37, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:37.738873+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', NULL, 'GET /v1/contracts/{contract_id}/records', '{"records":["account/a0dq6rsk576eny","account/a11h0h83h744dm","account/a12pqw2q2sxbv3","account/a14v0xbwqj7k88","account/a19xy173gxf532","account/a1s2rqq7xz7myt","account/a1xgza01xg34c6","account/a24p9bdhxry0yw","account/a26yzw3m38q48m","account/a28q40t86z4spq","account/a2r1tacvce4hkz","account/a2s7y0bb8hfqwt","account/a342g4dfqzwf30","account/a3p29f7z9yjd5j","account/a4amkk2v9grjk7","account/a4c5f710bek00s","account/a4k0dbn4prqjew","account/a4mn1s3qjb1hkk","account/a4sfb5qcy31g12","account/a5a75s27ct3jzx","account/a5fsteg0hrxn5x","account/a61xaqm5c3eswt","account/a69fx1xq24v037","account/a6fvg6vj8twxs3","account/a6rq04vzjgqt9b","account/a714b0s9rb54bk","account/a77f3kckpj99ma","account/a7bajgwfx9cpaa","account/a7efxgwrewb3r8","account/a7j4ag7nms4sra","account/a7kqy6agz1qpp1","account/a851p0hnaye32m","account/a85a85wxcphgxt","account/a89mkr0bxgrf24","account/a8abv5sar8t6rv","account/a8fc8da0pzka04","account/a8wkmnvk7mf1ad","account/a90ka0157tmkvm","account/a91fyvknd3w9ae","account/a98crxw90156qx","account/a9bwy10g78f5ns","account/a9pe6mq4brg5n8","account/aa2bf5yss8y0f3","account/aaktvxph894q3j","account/aamhg1srgnc0w0","account/ab17n7cytc6etq","account/abc94bt9apf8gq","account/abna9yenwn9fga","account/acrs35156rtytc","account/acwvsn8d5cjr9j","account/adajng9mntj5z5","account/aday4bayept9vf","account/adgtyn1pcbzscv","account/adqkef2k4aqzre","account/aejnq10pfs3bsw","account/aeremjchfe4tmj","account/aetzq1eh7ge0dz","account/afeewsc0brmzd9","account/afjt84wg2qt95q"]}', 200, 'step-031-0'),
	(38, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:37.852417+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', NULL, 'GET /v1/contracts/{contract_id}/records', '{"records":["contact/p07fyzwr8yzsz5","contact/p08xxg2h111r5c","contact/p0a6anydv7p0s6","contact/p194g697bbzvsz","contact/p1vw3raey8c1q9","contact/p28eavkvmf85xc","contact/p2bg3rjy8qq6gt","contact/p2c5x5vjzf2pmb","contact/p2j76xaj1q7zg4","contact/p354azny7txjf3","contact/p37s4w740rfjsf","contact/p3dwg3skd1w8nc","contact/p3ea94xjxk81ev","contact/p3f819h12sxqyy","contact/p3p4jv49q0g71r","contact/p44tp0a785t1a1","contact/p45q62yd6kx870","contact/p46h0vs0ht1ade","contact/p498yg64eh86as","contact/p52k6t2cjxkr1t","contact/p5hyd2pj33gc39","contact/p5j4nc55dytyck","contact/p5nkh2sjkr7pvx","contact/p5qymv7pz3v584","contact/p5v69sv5byh2tp","contact/p6jnb3j3gg6ymm","contact/p7e65z7z2zs3nz","contact/p7y0wz0yrvzy54","contact/p85d10zmenexah","contact/p8c5xyjk21hny1","contact/p9bcc12qqqcxja","contact/p9jcqmn1tn0xmw","contact/p9mfcb6r3fxew5","contact/pa0mw04npga87x","contact/pa4pdydakczypq","contact/paa8z6a3gktdea","contact/padbxapfns1rx2","contact/pavkvw4frne31e","contact/pawwqnjnm691pc","contact/pbd9mphh11m6dh","contact/pbh25d8k3882wb","contact/pc838pgj9w71j5","contact/pcc1hjy54mjjek","contact/pcp300z0j3pv39","contact/pcqtkzg7f7mwwe","contact/pd8a5xapt0jp7d","contact/pdvr5ash9pw9b7","contact/pdzwjsfv2tjq6s","contact/pe574rgrk2m50k","contact/peexj3natbqa6p","contact/pekbpmz511d1g8","contact/pezvfhkawys150","contact/pf5p01kf2d1ftz","contact/pfbr03asbbkg6x","contact/pfbrw8235djkp1","contact/pfcyyxfqjqzj81","contact/pfhmmbh24y4aj1","contact/pfpqfqrd1km72k","contact/pfz9ev410skxfz"]}', 200, 'step-032-0'),
	(39, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:37.928108+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', NULL, 'GET /v1/contracts/{contract_id}/records', '{"records":[]}', 200, 'step-033-0'),
	(40, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:38.007948+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/settings', '{}', 200, 'poll-1'),
	(41, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:38.051225+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'PATCH /v1/contracts/{contract_id}/settings', '{}', 200, 'step-034'),
	(42, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:38.098742+00', '6ab2366f3d6739e0e1218312a16cf3ca', 'U2', 'POST /v1/contracts/{contract_id}/activities', '{"activities":["note-1"],"profiles":["m45dqbat53df5q"]}', 200, 'step-035'),
	(43, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:38.778954+00', '6ab2366f3d6739e0e1218312a16cf3ca', 'U2', 'PUT /v1/contracts/{contract_id}/users/{user_id}/crm-authorization', '{"users":["U2"]}', 200, 'step-036'),
	(44, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:38.941308+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'POST /v1/contracts/{contract_id}/judgements/batch', '{"records":["contact/paa8z6a3gktdea"]}', 200, 'step-037'),
	(45, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:39.215913+00', '6ab2366f3d6739e0e1218312a16cf3ca', 'U2', 'PUT /v1/contracts/{contract_id}/records/{object}/{record_id:path}/link', '{"records":["contact/p3p4jv49q0g71r","contact/p44tp0a785t1a1"]}', 200, 'step-038'),
	(46, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:39.613477+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'POST /v1/contracts/{contract_id}/exports', '{"instances":["e2f4683f10694983b40c3c7098dc51fa"]}', 202, 'step-039'),
	(47, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:39.721689+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/jobs/{job_id}', '{"jobs":["42d7898db0ef88fd899bca9b1539daa0"]}', 200, 'poll-2'),
	(48, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:40.084394+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/jobs/{job_id}', '{"jobs":["42d7898db0ef88fd899bca9b1539daa0"]}', 200, 'poll-3'),
	(49, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:40.43865+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/jobs/{job_id}', '{"jobs":["42d7898db0ef88fd899bca9b1539daa0"]}', 200, 'poll-4'),
	(50, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:40.462462+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/jobs/{job_id}/file', '{"jobs":["42d7898db0ef88fd899bca9b1539daa0"]}', 200, 'poll-5');
INSERT INTO public.audit VALUES
	(51, NULL, NULL, '2026-11-30 19:54:40.659456+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'POST /v1/contracts', '{"contracts":["6d1bb7b3457fea4139188ea2c6548f6a"]}', 201, 'make-ended'),
	(72, NULL, NULL, '2026-11-30 19:55:05.825493+00', 'd4d10300873f40ad96fc6d83802f9f12', NULL, 'GET /v1/contracts/{contract_id}/certificates', '{"certificates":["deletion-6d1bb7b3457fea4139188ea2c6548f6a","deletion-c3e321c9cf4d448c84471fbade59d873"]}', 200, 'certificates'),
	(73, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:55:05.898414+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/records/{object}/{record_id:path}/passport', '{"records":["contact/p37s4w740rfjsf"]}', 200, 'poll-6'),
	(74, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:55:06.070236+00', '549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'GET /v1/contracts/{contract_id}/records/{object}/{record_id:path}', '{"records":["contact/p37s4w740rfjsf"]}', 200, 'poll-7');


--
-- Data for Name: authorizations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.authorizations VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'U2', '\x4babbe40d4cf130dac4ef5116cebe65927bd93b8c4b95fbad6eccd5d1aafc67de682aea3f35bfd92b1e46af9dcada676c53f5af050834d71b006bd478c6881e8f61b0d7bb196064ef13d1a7aa6c7902d5756', NULL, '2026-11-30 19:54:38.778954+00', NULL, NULL);


--
-- Data for Name: candidates; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.candidates VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c0bjx4x9sc35gr', 'account', 'a4k0dbn4prqjew', 0.91578, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c0wphrqfrdv3h6', 'account', 'a28q40t86z4spq', 0.991934, 25.24615319144661),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c0wphrqfrdv3h6', 'account', 'a89mkr0bxgrf24', 0.993343, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c0ybrdzc2mr21y', 'account', 'a61xaqm5c3eswt', 0.995113, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c0zqxh4779fsws', 'account', 'a8abv5sar8t6rv', 0.995284, 16.157478986061303),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c1h5x6e48y695s', 'account', 'adajng9mntj5z5', 0.990044, 0.4785384138410187),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c28xn82gnq7smx', 'account', 'a4mn1s3qjb1hkk', 0.989108, 12.426949592366077),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c28xn82gnq7smx', 'account', 'a5fsteg0hrxn5x', 0.988778, 2.844502036600367),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c2ahn8pfp1vbt2', 'account', 'aetzq1eh7ge0dz', 0.994982, 8.004994324615808),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c2cdnyy57s0e5d', 'account', 'a12pqw2q2sxbv3', 0.994726, 16.966447746935152),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c2jbhekg4b0dsy', 'account', 'a7j4ag7nms4sra', 0.995284, 13.431024831054014),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c360s30qg8sx22', 'account', 'a4k0dbn4prqjew', 0.010659, 0.17960682150268692),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c360s30qg8sx22', 'account', 'ab17n7cytc6etq', 0.990509, 8.458670776038629),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c450rrhkze1a6s', 'account', 'a7bajgwfx9cpaa', 0.994234, 3.1712449366628874),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c52mpt9c36gyqs', 'account', 'a851p0hnaye32m', 0.995059, 20.045193570492277),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c5h60ggvyz65xh', 'account', 'abc94bt9apf8gq', 0.995284, 12.125018596410484),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c5rcap835x0sax', 'account', 'a6fvg6vj8twxs3', 0.992894, 18.031846175454593),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c60e05rf0qtnpe', 'account', 'a1xgza01xg34c6', 0.995223, 8.80259630934353),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c62w4tek56qkvx', 'account', 'a0dq6rsk576eny', 0.010173, -9.641740956606029),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c62w4tek56qkvx', 'account', 'a91fyvknd3w9ae', 0.01348, -6.095916140614586),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c62w4tek56qkvx', 'account', 'adgtyn1pcbzscv', 0.935377, -5.322618626344028),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c6fdxq2dk4czgp', 'account', 'a19xy173gxf532', 0.993153, 8.80259630934353),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c6fdxq2dk4czgp', 'account', 'a342g4dfqzwf30', 0.99323, 8.751329615644474),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c7m6fxawrr1gtr', 'account', 'a11h0h83h744dm', 0.994014, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c7sb76asrmw6h7', 'account', 'a77f3kckpj99ma', 0.028687, -24.038872565899773),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c7sb76asrmw6h7', 'account', 'a85a85wxcphgxt', 0.018114, -22.58290768547694),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c7sb76asrmw6h7', 'account', 'acwvsn8d5cjr9j', 0.867506, -1.7767938103525838),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c7sb76asrmw6h7', 'account', 'aday4bayept9vf', 0.047384, -20.679633759356115),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c7sb76asrmw6h7', 'account', 'afjt84wg2qt95q', 0.994012, 0.4785384138410187),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'c9p05xdaa74k1m', 'account', 'a4sfb5qcy31g12', 0.982274, -3.3662179944887565),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'ca0k9x7h7pwskf', 'account', 'a90ka0157tmkvm', 0.995209, 14.365498355082735),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'ca8qs9616jjc2d', 'account', 'a98crxw90156qx', 0.995136, 11.059620167891044),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cc3ffrxaq4001j', 'account', 'aa2bf5yss8y0f3', 0.994644, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cc9tc4n2w487t9', 'account', 'a4c5f710bek00s', 0.995295, 8.458670776038629),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cczksatvxgp8br', 'account', 'a2s7y0bb8hfqwt', 0.99409, 2.624921388085707),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cczksatvxgp8br', 'account', 'a5a75s27ct3jzx', 0.995102, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cczksatvxgp8br', 'account', 'abna9yenwn9fga', 0.995149, 13.378845750120421),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cczksatvxgp8br', 'account', 'acrs35156rtytc', 0.995149, 7.458670776038629),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cczksatvxgp8br', 'account', 'aejnq10pfs3bsw', 0.995102, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cczksatvxgp8br', 'account', 'aeremjchfe4tmj', 0.995138, 4.090159119001754),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cd7zz4g368jvv8', 'account', 'a7efxgwrewb3r8', 0.993354, 13.101441846917828),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cd7zz4g368jvv8', 'account', 'adqkef2k4aqzre', 0.995029, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cd89ctsshe1t3w', 'account', 'a8wkmnvk7mf1ad', 0.979827, -0.524009620436507),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cd89ctsshe1t3w', 'account', 'a9pe6mq4brg5n8', 0.994199, 14.41676504878179),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cdw0ec7cx2sc9p', 'account', 'a4amkk2v9grjk7', 0.977549, -1.7767938103525838),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cdy1r548fewn52', 'account', 'a24p9bdhxry0yw', 0.99228, 4.679648503296828),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'ceap5sec7kycp3', 'account', 'a0dq6rsk576eny', 0.010924, -9.641740956606029),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'ceap5sec7kycp3', 'account', 'a2r1tacvce4hkz', 0.992739, 5.434084652306655),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'ceap5sec7kycp3', 'account', 'a91fyvknd3w9ae', 0.016356, -6.095916140614586),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'ceap5sec7kycp3', 'account', 'aamhg1srgnc0w0', 0.992845, 8.764677010682158);
INSERT INTO public.candidates VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cemz65mey44a86', 'account', 'a7kqy6agz1qpp1', 0.995152, 8.764677010682158),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cfa6nzbkc9cxr1', 'account', 'a26yzw3m38q48m', 0.991979, 0.4785384138410187),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cfa6nzbkc9cxr1', 'account', 'a3p29f7z9yjd5j', 0.984587, 0.4785384138410187),
	('e2f4683f10694983b40c3c7098dc51fa', 'company', 'cfn1x2jqkbx0e4', 'account', 'a714b0s9rb54bk', 0.99525, 8.764677010682158),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm081mgh6cwqhaz', 'contact', 'p1vw3raey8c1q9', 0.947876, 13.836043150882507),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm0c4cr1rmtkkyt', 'contact', 'p498yg64eh86as', 0.943337, 15.411693193914719),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm0c4cr1rmtkkyt', 'contact', 'p5nkh2sjkr7pvx', 0.112594, -0.14479600374270074),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm0drbpdkq542f9', 'contact', 'pcqtkzg7f7mwwe', 0.97711, 20.115596549986364),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm0drbpdkq542f9', 'contact', 'pezvfhkawys150', 0.962337, 6.8695801323161785),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm1021gzpm1evfa', 'contact', 'pfcyyxfqjqzj81', 0.051892, -12.856436173787431),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm1bjnyc77bv9ps', 'contact', 'p5j4nc55dytyck', 0.975619, 9.160917310577805),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm1mn78mg24f7qf', 'contact', 'p2bg3rjy8qq6gt', 0.015131, -21.18970173648461),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm1mn78mg24f7qf', 'contact', 'p5v69sv5byh2tp', 0.106968, -12.904261892426023),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm1n7a05z43e4m2', 'contact', 'p45q62yd6kx870', 0.416494, -6.1455342363062195),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm1pcfs6c31gxvc', 'contact', 'p6jnb3j3gg6ymm', 0.946091, 1.8430259392273287),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2ctjna5zvczqq', 'contact', 'p2j76xaj1q7zg4', 0.082839, -2.330638422402939),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2ctjna5zvczqq', 'contact', 'padbxapfns1rx2', 0.937951, 13.274050878108998),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2ctjna5zvczqq', 'contact', 'pavkvw4frne31e', 0.022563, 0.6932298312742071),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2ctjna5zvczqq', 'contact', 'pfcyyxfqjqzj81', 0.091147, -2.330638422402939),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2gaqnjmpkj9pe', 'contact', 'p07fyzwr8yzsz5', 0.961463, 11.275556605934804),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2vndw6f7tkr4q', 'contact', 'p194g697bbzvsz', 0.975979, 28.116929667814226),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2yffhz6vt1hvh', 'contact', 'pc838pgj9w71j5', 0.030523, -11.140813949463134),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm2yffhz6vt1hvh', 'contact', 'pe574rgrk2m50k', 0.238764, -11.109856735135809),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm34t40p1pvncnh', 'contact', 'pc838pgj9w71j5', 0.839016, -1.438634990697432),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm3wx30exq00dg9', 'contact', 'p5v69sv5byh2tp', 0.255405, -6.442251754705024),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm45dqbat53df5q', 'contact', 'p2j76xaj1q7zg4', 0.059057, -12.355214777853702),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm45dqbat53df5q', 'contact', 'pa4pdydakczypq', 0.981805, 17.880035885284443),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm45ejc5fh4kdkv', 'contact', 'pbd9mphh11m6dh', 0.037132, -8.686721778526373),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm45ejc5fh4kdkv', 'contact', 'pe574rgrk2m50k', 0.112151, -11.764392871384645),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm4d7fffq5qvmv2', 'contact', 'p498yg64eh86as', 0.014626, 5.847239875599536),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm4d7fffq5qvmv2', 'contact', 'p52k6t2cjxkr1t', 0.971401, 18.927860864772033),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm4d7fffq5qvmv2', 'contact', 'p5nkh2sjkr7pvx', 0.20183, 4.044658915257843),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm5zpy9w94nbsxw', 'contact', 'p9jcqmn1tn0xmw', 0.04459, -12.788482375665444),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm5zpy9w94nbsxw', 'contact', 'pcp300z0j3pv39', 0.941168, 3.3070296099400056),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm6dsmrkc3b6ka3', 'contact', 'p2bg3rjy8qq6gt', 0.925233, 7.932133088493565),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm6egh37np8b9ag', 'contact', 'pf5p01kf2d1ftz', 0.929377, 5.6428456459056004),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm6tpz93x67js55', 'contact', 'p3ea94xjxk81ev', 0.975729, 17.75135453277883),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm7p5fxen2gdm0f', 'contact', 'pawwqnjnm691pc', 0.052716, -17.068994978433),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm7x8tyeg58qqtd', 'contact', 'p5hyd2pj33gc39', 0.93134, 10.6005550105863),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm7x8tyeg58qqtd', 'contact', 'p7e65z7z2zs3nz', 0.964994, 16.28792564204501),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm7x8tyeg58qqtd', 'contact', 'pd8a5xapt0jp7d', 0.930962, 4.055737280274788),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm7za5wb33xe98y', 'contact', 'pfz9ev410skxfz', 0.11277, -11.764392871384645),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm86s1mfw19xjs5', 'contact', 'pfz9ev410skxfz', 0.133767, -10.332840727963854),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm89119n5n788tj', 'contact', 'p9mfcb6r3fxew5', 0.963203, 16.671629024102778),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm8hamjw0dt7vf1', 'contact', 'pdvr5ash9pw9b7', 0.024887, -5.974926450549868),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm8hamjw0dt7vf1', 'contact', 'pdzwjsfv2tjq6s', 0.912245, 3.7018084169211427),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm8hamjw0dt7vf1', 'contact', 'pfbrw8235djkp1', 0.012701, -7.442251754705024),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm920gxe1k26b83', 'contact', 'p498yg64eh86as', 0.013586, 3.939709406301739),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm920gxe1k26b83', 'contact', 'p52k6t2cjxkr1t', 0.01081, 10.64018674963917),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm920gxe1k26b83', 'contact', 'p5nkh2sjkr7pvx', 0.796305, 6.593332403931918);
INSERT INTO public.candidates VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm9pd6kfr61dend', 'contact', 'pbh25d8k3882wb', 0.970819, 9.440542659493316),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm9pd6kfr61dend', 'contact', 'pfz9ev410skxfz', 0.103598, -10.332840727963854),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm9rx97gdbpq3qz', 'contact', 'p9jcqmn1tn0xmw', 0.047396, -16.56100507226202),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm9rx97gdbpq3qz', 'contact', 'pc838pgj9w71j5', 0.022924, -14.647010593400356),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm9rx97gdbpq3qz', 'contact', 'pfhmmbh24y4aj1', 0.966888, 26.581599395214752),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma02vgy5czpt9q', 'contact', 'p2j76xaj1q7zg4', 0.058448, -14.263104312875656),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma02vgy5czpt9q', 'contact', 'pfz9ev410skxfz', 0.505339, -9.322705842341962),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma451vrpq6rhfn', 'contact', 'pawwqnjnm691pc', 0.323077, 3.1180075353870778),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma451vrpq6rhfn', 'contact', 'pbd9mphh11m6dh', 0.737302, 4.549559678807869),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma68f1s4nnvah5', 'contact', 'pdvr5ash9pw9b7', 0.881121, 0.06623340021419644),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma68f1s4nnvah5', 'contact', 'pdzwjsfv2tjq6s', 0.020073, -8.100212223458469),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma68f1s4nnvah5', 'contact', 'pfbrw8235djkp1', 0.910404, 4.8696754689911685),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mad8b3543yvkad', 'contact', 'pbd9mphh11m6dh', 0.035906, -8.421830704382312),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mad8b3543yvkad', 'contact', 'pe574rgrk2m50k', 0.208103, -11.764392871384645),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mak91t9xpytehk', 'contact', 'p08xxg2h111r5c', 0.967276, 13.315563613659037),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mak91t9xpytehk', 'contact', 'p8c5xyjk21hny1', 0.979782, 19.50953974323974),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'makft19j8dc1jc', 'contact', 'p46h0vs0ht1ade', 0.977174, 20.06754001939684),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'maw25g50zz2b6z', 'contact', 'p3dwg3skd1w8nc', 0.030024, -11.43314296656194),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'maw25g50zz2b6z', 'contact', 'p85d10zmenexah', 0.022543, -10.783782318721137),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mazds9cdjzh80c', 'contact', 'p2j76xaj1q7zg4', 0.306707, 3.873333425526794),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mazds9cdjzh80c', 'contact', 'padbxapfns1rx2', 0.088489, 12.622614790171824),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mazds9cdjzh80c', 'contact', 'pavkvw4frne31e', 0.956566, 13.601033340833549),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mazds9cdjzh80c', 'contact', 'pfcyyxfqjqzj81', 0.356313, 3.873333425526794),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mb1x4t4qh6sv0t', 'contact', 'p9jcqmn1tn0xmw', 0.53875, 7.524671907022896),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbfpjdz1jk7p55', 'contact', 'pfpqfqrd1km72k', 0.52331, 0.13272876554488078),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbg4fv6tryddh9', 'contact', 'p28eavkvmf85xc', 0.980142, 15.888910832630533),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbg4fv6tryddh9', 'contact', 'p37s4w740rfjsf', 0.980953, 16.268347555859677),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbg4fv6tryddh9', 'contact', 'p3dwg3skd1w8nc', 0.813514, -1.5662095625234693),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbg4fv6tryddh9', 'contact', 'p85d10zmenexah', 0.832044, -0.13465741910267814),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbmamy4mw6wre0', 'contact', 'pcc1hjy54mjjek', 0.9594, 14.271156548137878),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbymhcmn0j49yq', 'contact', 'p44tp0a785t1a1', 0.981133, 17.880035885284443),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbymhcmn0j49yq', 'contact', 'p5qymv7pz3v584', 0.599647, -4.231563987565371),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbymhcmn0j49yq', 'contact', 'pekbpmz511d1g8', 0.709322, -3.8633626558549414),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbytj1q7yye2d7', 'contact', 'p5qymv7pz3v584', 0.229649, 1.0617233511387303),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mbytj1q7yye2d7', 'contact', 'pekbpmz511d1g8', 0.031924, -15.044196163920764),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mc19j0c4n5ggfk', 'contact', 'p45q62yd6kx870', 0.115468, -8.742227213774632),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mc9hwjmx070srf', 'contact', 'p08xxg2h111r5c', 0.010717, -0.438344623656687),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mc9hwjmx070srf', 'contact', 'p7y0wz0yrvzy54', 0.975763, 7.941264874940959),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mcyz463dx5jkkp', 'contact', 'p2c5x5vjzf2pmb', 0.976925, 13.683385055138517),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mcyz463dx5jkkp', 'contact', 'p5v69sv5byh2tp', 0.085241, -8.459821113846468),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mdc4tgvt9q12js', 'contact', 'p5v69sv5byh2tp', 0.071501, -8.03341129479817),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'me0qxqx1022ke8', 'contact', 'pawwqnjnm691pc', 0.306921, 3.3174153924054597),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'me0qxqx1022ke8', 'contact', 'pe574rgrk2m50k', 0.094197, -13.721545064560576),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'meb8wbe47evt5t', 'contact', 'p9jcqmn1tn0xmw', 0.046315, -14.599184874761765),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'meb8wbe47evt5t', 'contact', 'pc838pgj9w71j5', 0.025217, -16.07704250159204),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mecdvrbgyf1prb', 'contact', 'pfbrw8235djkp1', 0.016504, -8.180913933458577),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mefsja80msbba2', 'contact', 'p9bcc12qqqcxja', 0.980372, 25.334914917325328),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mekqzvy5dsrtvf', 'contact', 'pbd9mphh11m6dh', 0.040277, -3.8868071364157313),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mf5vr88zhvxb9k', 'contact', 'p3f819h12sxqyy', 0.96643, 12.19758415163605),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mf5vr88zhvxb9k', 'contact', 'peexj3natbqa6p', 0.944897, 9.778531265282215);
INSERT INTO public.candidates VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mf5vr88zhvxb9k', 'contact', 'pfbr03asbbkg6x', 0.873154, 6.108476556009368),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mfje5sa7h1w386', 'contact', 'pawwqnjnm691pc', 0.073707, 0.9127725940281297),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mfkxq0hpsr7xq0', 'contact', 'pa0mw04npga87x', 0.963649, 22.564788934491613),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm3d70rgtdp0nwq', 'contact', 'p354azny7txjf3', 0.064163, -8.049526233251358),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'ma451vrpq6rhfn', 'contact', 'p354azny7txjf3', 0.566354, -2.8825484444495046),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'mekqzvy5dsrtvf', 'contact', 'p354azny7txjf3', 0.048968, -9.652688603090766),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm1pcfs6c31gxvc', 'contact', 'p3p4jv49q0g71r', 0.164465, -13.73370661808392),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'm5zpy9w94nbsxw', 'contact', 'p3p4jv49q0g71r', 0.164279, -9.765876434179733),
	('e2f4683f10694983b40c3c7098dc51fa', 'person', 'maptgdcf3vt8gc', 'contact', 'p3p4jv49q0g71r', 0.232691, -9.59587513379765);


--
-- Data for Name: certificates; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.certificates VALUES
	('deletion-6d1bb7b3457fea4139188ea2c6548f6a', '6d1bb7b3457fea4139188ea2c6548f6a', NULL, '{"what":"contract","left_at":"2026-11-30T19:54:42.767648+00:00","delete_by":"2026-12-30T19:54:42.767648+00:00","begun_at":"2026-11-30T19:54:59.543211+00:00","deleted":{"jobs":2,"audit":20,"seats":3,"instances":1,"clients":5},"stripped":{},"files_removed":[],"training_rows_removed":0,"keys_destroyed":{"61d15960ceb048978a0e396aebf38633":"2026-11-30T19:54:59.543211+00:00"},"models":{},"completed_at":"2026-11-30T19:54:59.543211+00:00","signature":"11cc800aca1126177aa80158145fdb5d80ecc2325849ad686afc6524e6eba04c"}', '2026-11-30 19:54:59.543211+00'),
	('deletion-c3e321c9cf4d448c84471fbade59d873', '6d1bb7b3457fea4139188ea2c6548f6a', 'c3e321c9cf4d448c84471fbade59d873', '{"what":"instance","left_at":"2026-11-30T19:54:42.513459+00:00","delete_by":"2026-12-30T19:54:42.513459+00:00","begun_at":"2026-11-30T19:54:59.543211+00:00","deleted":{"checkpoints":1,"idempotency_subjects":3,"idempotency":1,"users":3},"stripped":{"audit":9,"seats":3,"instances":1},"files_removed":[],"training_rows_removed":0,"keys_destroyed":{"cc619ab6cb3d47e2be49013787a19c21":"2026-11-30T19:54:59.543211+00:00"},"models":{},"completed_at":"2026-11-30T19:54:59.543211+00:00","signature":"084efd4676a67b980f1985e9b7fb87acd244633bfa9ef4507505500ab1003123"}', '2026-11-30 19:54:59.543211+00');


--
-- Data for Name: checkpoints; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.checkpoints VALUES
	('e2f4683f10694983b40c3c7098dc51fa', '2026-11-30 19:54:37.676216+00', 127, 40, 213047677, NULL, NULL);


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.clients VALUES
	('d4d10300873f40ad96fc6d83802f9f12', NULL, '5e914d1625c75f06d2206d253c0333cfb83c1f25a56fcf9885430df40494dd53', '["operator"]', '2026-11-30 19:54:19.263942+00', NULL, 1),
	('e0b0f4391affc644d6a089a5411b044b', '8466fd6e55182b33ea61fe216b36213f', '7c37e96b5ba1322e1a9c6d77d7547377b77f479bd65a61b60c296edeab025d4d', '["sync"]', '2026-11-30 19:54:22.607621+00', NULL, 1),
	('6ab2366f3d6739e0e1218312a16cf3ca', '8466fd6e55182b33ea61fe216b36213f', '20da5d30e47b3f5572f6ba32d13d6e3c5fc301fad0ffdf588cf9d9d0a26f84be', '["app"]', '2026-11-30 19:54:22.824568+00', NULL, 1),
	('549ddfe5a6cfbbe62ac7ed5407b238ca', '8466fd6e55182b33ea61fe216b36213f', '18c6ce681f3f91c5a19ee6bc4b957751d5b031bd9221521ab6d57109dedd0291', '["admin"]', '2026-11-30 19:54:23.008607+00', NULL, 1),
	('54eb663b545c35574d30ac50cbf14fa2', '8466fd6e55182b33ea61fe216b36213f', 'db4044786779953c583d2c9f8fe888348b3e7706bfb5b1954b1952476bc231ac', '["reader"]', '2026-11-30 19:54:23.14403+00', NULL, 1),
	('910740ab18aede01a1481725bd32b658', '8466fd6e55182b33ea61fe216b36213f', 'eef5d6282b9514ac3ba6a5109f862ecc34c7aef86de7cdcd02e570b1bdd3d0ff', '["rep"]', '2026-11-30 19:54:23.314115+00', NULL, 1);


--
-- Data for Name: console_links; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: console_sessions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: contracts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.contracts VALUES
	('8466fd6e55182b33ea61fe216b36213f', 'acme', 'advanced_plus', false, 'UTC', '{"production":{"writeback":true,"kinds":{},"stage_cut_off":{},"revenue_field":"amount","primary_account":false,"roi":null,"training":false,"precision":null,"one_wrong_in":null,"claim_margin":0.02,"tie_policy":{},"groups":"part","save_owned_accounts":false,"save_account_team":false,"save_leads_of_saved_accounts":false,"hold_above_share":0.05,"hold_above_records":20,"hold_from_share":0.5,"own_fields":[]}}', 2, '43c3c1287dd44884b2537ec02b0c5afa', '2026-11-30 19:54:22.264861+00', NULL);


--
-- Data for Name: corrections; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: creations; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events VALUES
	(1, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a11h0h83h744dm","kind":"company","before":null,"after":{"state":"linked","profile_id":"c7m6fxawrr1gtr","probability":0.994014,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(2, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a12pqw2q2sxbv3","kind":"company","before":null,"after":{"state":"linked","profile_id":"c2cdnyy57s0e5d","probability":0.994726,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(3, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a19xy173gxf532","kind":"company","before":null,"after":{"state":"linked","profile_id":"c6fdxq2dk4czgp","probability":0.993153,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(4, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a1xgza01xg34c6","kind":"company","before":null,"after":{"state":"linked","profile_id":"c60e05rf0qtnpe","probability":0.995223,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(5, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a24p9bdhxry0yw","kind":"company","before":null,"after":{"state":"linked","profile_id":"cdy1r548fewn52","probability":0.99228,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(6, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a26yzw3m38q48m","kind":"company","before":null,"after":{"state":"linked","profile_id":"cfa6nzbkc9cxr1","probability":0.991979,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(7, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a28q40t86z4spq","kind":"company","before":null,"after":{"state":"linked","profile_id":"c0wphrqfrdv3h6","probability":0.991934,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(8, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a2r1tacvce4hkz","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"ceap5sec7kycp3","probability":0.992739,"made_by":"model","winner":{"object":"account","record_id":"aamhg1srgnc0w0"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(9, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a2s7y0bb8hfqwt","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cczksatvxgp8br","probability":0.99409,"made_by":"model","winner":{"object":"account","record_id":"abna9yenwn9fga"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(10, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a342g4dfqzwf30","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"c6fdxq2dk4czgp","probability":0.99323,"made_by":"model","winner":{"object":"account","record_id":"a19xy173gxf532"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(11, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a3p29f7z9yjd5j","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cfa6nzbkc9cxr1","probability":0.984587,"made_by":"model","winner":{"object":"account","record_id":"a26yzw3m38q48m"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(12, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a4amkk2v9grjk7","kind":"company","before":null,"after":{"state":"linked","profile_id":"cdw0ec7cx2sc9p","probability":0.977549,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(13, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a4c5f710bek00s","kind":"company","before":null,"after":{"state":"linked","profile_id":"cc9tc4n2w487t9","probability":0.995295,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(14, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a4k0dbn4prqjew","kind":"company","before":null,"after":{"state":"linked","profile_id":"c0bjx4x9sc35gr","probability":0.91578,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(15, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a4mn1s3qjb1hkk","kind":"company","before":null,"after":{"state":"linked","profile_id":"c28xn82gnq7smx","probability":0.989108,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(16, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a4sfb5qcy31g12","kind":"company","before":null,"after":{"state":"linked","profile_id":"c9p05xdaa74k1m","probability":0.982274,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(17, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a5a75s27ct3jzx","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cczksatvxgp8br","probability":0.995102,"made_by":"model","winner":{"object":"account","record_id":"abna9yenwn9fga"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(18, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a5fsteg0hrxn5x","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"c28xn82gnq7smx","probability":0.988778,"made_by":"model","winner":{"object":"account","record_id":"a4mn1s3qjb1hkk"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(19, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a61xaqm5c3eswt","kind":"company","before":null,"after":{"state":"linked","profile_id":"c0ybrdzc2mr21y","probability":0.995113,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(20, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a6fvg6vj8twxs3","kind":"company","before":null,"after":{"state":"linked","profile_id":"c5rcap835x0sax","probability":0.992894,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(21, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a714b0s9rb54bk","kind":"company","before":null,"after":{"state":"linked","profile_id":"cfn1x2jqkbx0e4","probability":0.99525,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(22, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a7bajgwfx9cpaa","kind":"company","before":null,"after":{"state":"linked","profile_id":"c450rrhkze1a6s","probability":0.994234,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(23, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a7efxgwrewb3r8","kind":"company","before":null,"after":{"state":"linked","profile_id":"cd7zz4g368jvv8","probability":0.993354,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(24, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a7j4ag7nms4sra","kind":"company","before":null,"after":{"state":"linked","profile_id":"c2jbhekg4b0dsy","probability":0.995284,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(25, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a7kqy6agz1qpp1","kind":"company","before":null,"after":{"state":"linked","profile_id":"cemz65mey44a86","probability":0.995152,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(26, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a851p0hnaye32m","kind":"company","before":null,"after":{"state":"linked","profile_id":"c52mpt9c36gyqs","probability":0.995059,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(27, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a89mkr0bxgrf24","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"c0wphrqfrdv3h6","probability":0.993343,"made_by":"model","winner":{"object":"account","record_id":"a28q40t86z4spq"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(28, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a8abv5sar8t6rv","kind":"company","before":null,"after":{"state":"linked","profile_id":"c0zqxh4779fsws","probability":0.995284,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(29, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a8wkmnvk7mf1ad","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cd89ctsshe1t3w","probability":0.979827,"made_by":"model","winner":{"object":"account","record_id":"a9pe6mq4brg5n8"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(30, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a90ka0157tmkvm","kind":"company","before":null,"after":{"state":"linked","profile_id":"ca0k9x7h7pwskf","probability":0.995209,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(31, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a98crxw90156qx","kind":"company","before":null,"after":{"state":"linked","profile_id":"ca8qs9616jjc2d","probability":0.995136,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(32, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"a9pe6mq4brg5n8","kind":"company","before":null,"after":{"state":"linked","profile_id":"cd89ctsshe1t3w","probability":0.994199,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(33, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"aa2bf5yss8y0f3","kind":"company","before":null,"after":{"state":"linked","profile_id":"cc3ffrxaq4001j","probability":0.994644,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(34, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"aamhg1srgnc0w0","kind":"company","before":null,"after":{"state":"linked","profile_id":"ceap5sec7kycp3","probability":0.992845,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(35, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"ab17n7cytc6etq","kind":"company","before":null,"after":{"state":"linked","profile_id":"c360s30qg8sx22","probability":0.990509,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(36, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"abc94bt9apf8gq","kind":"company","before":null,"after":{"state":"linked","profile_id":"c5h60ggvyz65xh","probability":0.995284,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(37, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"abna9yenwn9fga","kind":"company","before":null,"after":{"state":"linked","profile_id":"cczksatvxgp8br","probability":0.995149,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(38, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"acrs35156rtytc","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cczksatvxgp8br","probability":0.995149,"made_by":"model","winner":{"object":"account","record_id":"abna9yenwn9fga"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(39, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"acwvsn8d5cjr9j","kind":"company","before":null,"after":{"state":"review","profile_id":"c7sb76asrmw6h7","probability":0.867506,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(40, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"adajng9mntj5z5","kind":"company","before":null,"after":{"state":"linked","profile_id":"c1h5x6e48y695s","probability":0.990044,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(41, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"adgtyn1pcbzscv","kind":"company","before":null,"after":{"state":"linked","profile_id":"c62w4tek56qkvx","probability":0.935377,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(42, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"adqkef2k4aqzre","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cd7zz4g368jvv8","probability":0.995029,"made_by":"model","winner":{"object":"account","record_id":"a7efxgwrewb3r8"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(43, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"aegrv5vchs70fg","kind":"company","before":null,"after":{"state":"linked","profile_id":"cakaycpsxhh1p3","probability":0.990918,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(44, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"aejnq10pfs3bsw","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cczksatvxgp8br","probability":0.995102,"made_by":"model","winner":{"object":"account","record_id":"abna9yenwn9fga"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(45, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"aeremjchfe4tmj","kind":"company","before":null,"after":{"state":"duplicate","profile_id":"cczksatvxgp8br","probability":0.995138,"made_by":"model","winner":{"object":"account","record_id":"abna9yenwn9fga"}},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(46, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"aetzq1eh7ge0dz","kind":"company","before":null,"after":{"state":"linked","profile_id":"c2ahn8pfp1vbt2","probability":0.994982,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(47, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"afjt84wg2qt95q","kind":"company","before":null,"after":{"state":"linked","profile_id":"c7sb76asrmw6h7","probability":0.994012,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:26.044463+00'),
	(48, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c0bjx4x9sc35gr","badge":"in_crm","object":"account","record_id":"a4k0dbn4prqjew"}', '2026-11-30 19:54:26.044463+00'),
	(49, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c0wphrqfrdv3h6","badge":"in_crm","object":"account","record_id":"a28q40t86z4spq"}', '2026-11-30 19:54:26.044463+00'),
	(50, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c0ybrdzc2mr21y","badge":"in_crm","object":"account","record_id":"a61xaqm5c3eswt"}', '2026-11-30 19:54:26.044463+00');
INSERT INTO public.events VALUES
	(51, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c0zqxh4779fsws","badge":"in_crm","object":"account","record_id":"a8abv5sar8t6rv"}', '2026-11-30 19:54:26.044463+00'),
	(52, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c1h5x6e48y695s","badge":"in_crm","object":"account","record_id":"adajng9mntj5z5"}', '2026-11-30 19:54:26.044463+00'),
	(53, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c28xn82gnq7smx","badge":"in_crm","object":"account","record_id":"a4mn1s3qjb1hkk"}', '2026-11-30 19:54:26.044463+00'),
	(54, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c2ahn8pfp1vbt2","badge":"in_crm","object":"account","record_id":"aetzq1eh7ge0dz"}', '2026-11-30 19:54:26.044463+00'),
	(55, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c2cdnyy57s0e5d","badge":"in_crm","object":"account","record_id":"a12pqw2q2sxbv3"}', '2026-11-30 19:54:26.044463+00'),
	(56, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c2jbhekg4b0dsy","badge":"in_crm","object":"account","record_id":"a7j4ag7nms4sra"}', '2026-11-30 19:54:26.044463+00'),
	(57, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c360s30qg8sx22","badge":"in_crm","object":"account","record_id":"ab17n7cytc6etq"}', '2026-11-30 19:54:26.044463+00'),
	(58, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c450rrhkze1a6s","badge":"in_crm","object":"account","record_id":"a7bajgwfx9cpaa"}', '2026-11-30 19:54:26.044463+00'),
	(59, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c52mpt9c36gyqs","badge":"in_crm","object":"account","record_id":"a851p0hnaye32m"}', '2026-11-30 19:54:26.044463+00'),
	(60, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c5h60ggvyz65xh","badge":"in_crm","object":"account","record_id":"abc94bt9apf8gq"}', '2026-11-30 19:54:26.044463+00'),
	(61, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c5rcap835x0sax","badge":"in_crm","object":"account","record_id":"a6fvg6vj8twxs3"}', '2026-11-30 19:54:26.044463+00'),
	(62, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c60e05rf0qtnpe","badge":"in_crm","object":"account","record_id":"a1xgza01xg34c6"}', '2026-11-30 19:54:26.044463+00'),
	(63, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c62w4tek56qkvx","badge":"in_crm","object":"account","record_id":"adgtyn1pcbzscv"}', '2026-11-30 19:54:26.044463+00'),
	(64, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c6fdxq2dk4czgp","badge":"in_crm","object":"account","record_id":"a19xy173gxf532"}', '2026-11-30 19:54:26.044463+00'),
	(65, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c7m6fxawrr1gtr","badge":"in_crm","object":"account","record_id":"a11h0h83h744dm"}', '2026-11-30 19:54:26.044463+00'),
	(66, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c7sb76asrmw6h7","badge":"in_crm","object":"account","record_id":"afjt84wg2qt95q"}', '2026-11-30 19:54:26.044463+00'),
	(67, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"c9p05xdaa74k1m","badge":"in_crm","object":"account","record_id":"a4sfb5qcy31g12"}', '2026-11-30 19:54:26.044463+00'),
	(68, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"ca0k9x7h7pwskf","badge":"in_crm","object":"account","record_id":"a90ka0157tmkvm"}', '2026-11-30 19:54:26.044463+00'),
	(69, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"ca8qs9616jjc2d","badge":"in_crm","object":"account","record_id":"a98crxw90156qx"}', '2026-11-30 19:54:26.044463+00'),
	(70, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cakaycpsxhh1p3","badge":"in_crm","object":"account","record_id":"aegrv5vchs70fg"}', '2026-11-30 19:54:26.044463+00'),
	(71, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cc3ffrxaq4001j","badge":"in_crm","object":"account","record_id":"aa2bf5yss8y0f3"}', '2026-11-30 19:54:26.044463+00'),
	(72, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cc9tc4n2w487t9","badge":"in_crm","object":"account","record_id":"a4c5f710bek00s"}', '2026-11-30 19:54:26.044463+00'),
	(73, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cczksatvxgp8br","badge":"in_crm","object":"account","record_id":"abna9yenwn9fga"}', '2026-11-30 19:54:26.044463+00'),
	(74, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cd7zz4g368jvv8","badge":"in_crm","object":"account","record_id":"a7efxgwrewb3r8"}', '2026-11-30 19:54:26.044463+00'),
	(75, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cd89ctsshe1t3w","badge":"in_crm","object":"account","record_id":"a9pe6mq4brg5n8"}', '2026-11-30 19:54:26.044463+00'),
	(76, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cdw0ec7cx2sc9p","badge":"in_crm","object":"account","record_id":"a4amkk2v9grjk7"}', '2026-11-30 19:54:26.044463+00'),
	(77, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cdy1r548fewn52","badge":"in_crm","object":"account","record_id":"a24p9bdhxry0yw"}', '2026-11-30 19:54:26.044463+00'),
	(78, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"ceap5sec7kycp3","badge":"in_crm","object":"account","record_id":"aamhg1srgnc0w0"}', '2026-11-30 19:54:26.044463+00'),
	(79, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cemz65mey44a86","badge":"in_crm","object":"account","record_id":"a7kqy6agz1qpp1"}', '2026-11-30 19:54:26.044463+00'),
	(80, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cfa6nzbkc9cxr1","badge":"in_crm","object":"account","record_id":"a26yzw3m38q48m"}', '2026-11-30 19:54:26.044463+00'),
	(81, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cfn1x2jqkbx0e4","badge":"in_crm","object":"account","record_id":"a714b0s9rb54bk"}', '2026-11-30 19:54:26.044463+00'),
	(82, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p07fyzwr8yzsz5","kind":"person","before":null,"after":{"state":"review","profile_id":"m2gaqnjmpkj9pe","probability":0.961463,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(83, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p08xxg2h111r5c","kind":"person","before":null,"after":{"state":"review","profile_id":"mak91t9xpytehk","probability":0.967276,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(84, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p194g697bbzvsz","kind":"person","before":null,"after":{"state":"review","profile_id":"m2vndw6f7tkr4q","probability":0.975979,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(85, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p1vw3raey8c1q9","kind":"person","before":null,"after":{"state":"review","profile_id":"m081mgh6cwqhaz","probability":0.947876,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(86, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p28eavkvmf85xc","kind":"person","before":null,"after":{"state":"duplicate","profile_id":"mbg4fv6tryddh9","probability":0.980142,"made_by":"model","winner":{"object":"contact","record_id":"p37s4w740rfjsf"}},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(87, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p2bg3rjy8qq6gt","kind":"person","before":null,"after":{"state":"review","profile_id":"m6dsmrkc3b6ka3","probability":0.925233,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(88, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p2c5x5vjzf2pmb","kind":"person","before":null,"after":{"state":"review","profile_id":"mcyz463dx5jkkp","probability":0.976925,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(89, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p2j76xaj1q7zg4","kind":"person","before":null,"after":{"state":"review","profile_id":"mazds9cdjzh80c","probability":0.306707,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(90, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p354azny7txjf3","kind":"person","before":null,"after":{"state":"review","profile_id":"ma451vrpq6rhfn","probability":0.624084,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(91, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p37s4w740rfjsf","kind":"person","before":null,"after":{"state":"linked","profile_id":"mbg4fv6tryddh9","probability":0.980953,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(92, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p3dwg3skd1w8nc","kind":"person","before":null,"after":{"state":"review","profile_id":"mbg4fv6tryddh9","probability":0.813514,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(93, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p3ea94xjxk81ev","kind":"person","before":null,"after":{"state":"review","profile_id":"m6tpz93x67js55","probability":0.975729,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(94, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p3f819h12sxqyy","kind":"person","before":null,"after":{"state":"review","profile_id":"mf5vr88zhvxb9k","probability":0.96643,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(95, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p3p4jv49q0g71r","kind":"person","before":null,"after":{"state":"linked","profile_id":"m3phhhtsp1en7n","probability":0.981405,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(96, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p44tp0a785t1a1","kind":"person","before":null,"after":{"state":"linked","profile_id":"mbymhcmn0j49yq","probability":0.981133,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(97, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p45q62yd6kx870","kind":"person","before":null,"after":{"state":"review","profile_id":"m1n7a05z43e4m2","probability":0.416494,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(98, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p46h0vs0ht1ade","kind":"person","before":null,"after":{"state":"review","profile_id":"makft19j8dc1jc","probability":0.977174,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(99, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p498yg64eh86as","kind":"person","before":null,"after":{"state":"review","profile_id":"m0c4cr1rmtkkyt","probability":0.943337,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(100, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p52k6t2cjxkr1t","kind":"person","before":null,"after":{"state":"review","profile_id":"m4d7fffq5qvmv2","probability":0.971401,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00');
INSERT INTO public.events VALUES
	(101, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p5hyd2pj33gc39","kind":"person","before":null,"after":{"state":"review","profile_id":"m7x8tyeg58qqtd","probability":0.93134,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(102, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p5j4nc55dytyck","kind":"person","before":null,"after":{"state":"review","profile_id":"m1bjnyc77bv9ps","probability":0.975619,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(103, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p5nkh2sjkr7pvx","kind":"person","before":null,"after":{"state":"review","profile_id":"m920gxe1k26b83","probability":0.796305,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(104, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p5qymv7pz3v584","kind":"person","before":null,"after":{"state":"review","profile_id":"mbymhcmn0j49yq","probability":0.599647,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(105, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p5v69sv5byh2tp","kind":"person","before":null,"after":{"state":"review","profile_id":"m3wx30exq00dg9","probability":0.255405,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(106, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p6jnb3j3gg6ymm","kind":"person","before":null,"after":{"state":"review","profile_id":"m1pcfs6c31gxvc","probability":0.946091,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(107, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p7e65z7z2zs3nz","kind":"person","before":null,"after":{"state":"review","profile_id":"m7x8tyeg58qqtd","probability":0.964994,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(108, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p7stf7kte84t4r","kind":"person","before":null,"after":{"state":"review","profile_id":"m6egh37np8b9ag","probability":0.967145,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(109, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p7y0wz0yrvzy54","kind":"person","before":null,"after":{"state":"review","profile_id":"mc9hwjmx070srf","probability":0.975763,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(110, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p85d10zmenexah","kind":"person","before":null,"after":{"state":"review","profile_id":"mbg4fv6tryddh9","probability":0.832044,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(111, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p8c5xyjk21hny1","kind":"person","before":null,"after":{"state":"linked","profile_id":"mak91t9xpytehk","probability":0.979782,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(112, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p9bcc12qqqcxja","kind":"person","before":null,"after":{"state":"linked","profile_id":"mefsja80msbba2","probability":0.980372,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(113, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p9jcqmn1tn0xmw","kind":"person","before":null,"after":{"state":"review","profile_id":"mb1x4t4qh6sv0t","probability":0.53875,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(114, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p9mfcb6r3fxew5","kind":"person","before":null,"after":{"state":"review","profile_id":"m89119n5n788tj","probability":0.963203,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(115, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pa0mw04npga87x","kind":"person","before":null,"after":{"state":"review","profile_id":"mfkxq0hpsr7xq0","probability":0.963649,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(116, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pa4pdydakczypq","kind":"person","before":null,"after":{"state":"linked","profile_id":"m45dqbat53df5q","probability":0.981805,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(117, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"paa8z6a3gktdea","kind":"person","before":null,"after":{"state":"linked","profile_id":"m7afjgr2fvnc8p","probability":0.980029,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(118, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"padbxapfns1rx2","kind":"person","before":null,"after":{"state":"review","profile_id":"m2ctjna5zvczqq","probability":0.937951,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(119, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pavkvw4frne31e","kind":"person","before":null,"after":{"state":"review","profile_id":"mazds9cdjzh80c","probability":0.956566,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(120, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pawwqnjnm691pc","kind":"person","before":null,"after":{"state":"review","profile_id":"ma451vrpq6rhfn","probability":0.323077,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(121, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pbd9mphh11m6dh","kind":"person","before":null,"after":{"state":"review","profile_id":"ma451vrpq6rhfn","probability":0.737302,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(122, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pbh25d8k3882wb","kind":"person","before":null,"after":{"state":"review","profile_id":"m9pd6kfr61dend","probability":0.970819,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(123, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pc838pgj9w71j5","kind":"person","before":null,"after":{"state":"review","profile_id":"m34t40p1pvncnh","probability":0.839016,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(124, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pcc1hjy54mjjek","kind":"person","before":null,"after":{"state":"review","profile_id":"mbmamy4mw6wre0","probability":0.9594,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(125, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pcp300z0j3pv39","kind":"person","before":null,"after":{"state":"review","profile_id":"m5zpy9w94nbsxw","probability":0.941168,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(126, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pcqtkzg7f7mwwe","kind":"person","before":null,"after":{"state":"review","profile_id":"m0drbpdkq542f9","probability":0.97711,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(127, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pd8a5xapt0jp7d","kind":"person","before":null,"after":{"state":"review","profile_id":"m7x8tyeg58qqtd","probability":0.930962,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(128, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pdvr5ash9pw9b7","kind":"person","before":null,"after":{"state":"review","profile_id":"ma68f1s4nnvah5","probability":0.881121,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(129, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pdzwjsfv2tjq6s","kind":"person","before":null,"after":{"state":"review","profile_id":"m8hamjw0dt7vf1","probability":0.912245,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(130, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pe574rgrk2m50k","kind":"person","before":null,"after":{"state":"review","profile_id":"m2yffhz6vt1hvh","probability":0.238764,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(131, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"peexj3natbqa6p","kind":"person","before":null,"after":{"state":"review","profile_id":"mf5vr88zhvxb9k","probability":0.944897,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(132, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pekbpmz511d1g8","kind":"person","before":null,"after":{"state":"review","profile_id":"mbymhcmn0j49yq","probability":0.709322,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(133, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pezvfhkawys150","kind":"person","before":null,"after":{"state":"review","profile_id":"m0drbpdkq542f9","probability":0.962337,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(134, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pf5p01kf2d1ftz","kind":"person","before":null,"after":{"state":"review","profile_id":"m6egh37np8b9ag","probability":0.929377,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(135, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pfbr03asbbkg6x","kind":"person","before":null,"after":{"state":"review","profile_id":"mf5vr88zhvxb9k","probability":0.873154,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(136, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pfbrw8235djkp1","kind":"person","before":null,"after":{"state":"review","profile_id":"ma68f1s4nnvah5","probability":0.910404,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(137, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pfcyyxfqjqzj81","kind":"person","before":null,"after":{"state":"review","profile_id":"mazds9cdjzh80c","probability":0.356313,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(138, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pfhmmbh24y4aj1","kind":"person","before":null,"after":{"state":"review","profile_id":"m9rx97gdbpq3qz","probability":0.966888,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(139, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pfpqfqrd1km72k","kind":"person","before":null,"after":{"state":"review","profile_id":"mbfpjdz1jk7p55","probability":0.52331,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(140, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"pfz9ev410skxfz","kind":"person","before":null,"after":{"state":"review","profile_id":"ma02vgy5czpt9q","probability":0.505339,"made_by":"model","winner":null},"cause":"import"}', '2026-11-30 19:54:28.124546+00'),
	(141, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"m3phhhtsp1en7n","badge":"in_crm","object":"contact","record_id":"p3p4jv49q0g71r"}', '2026-11-30 19:54:28.124546+00'),
	(142, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"m45dqbat53df5q","badge":"in_crm","object":"contact","record_id":"pa4pdydakczypq"}', '2026-11-30 19:54:28.124546+00'),
	(143, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"m7afjgr2fvnc8p","badge":"in_crm","object":"contact","record_id":"paa8z6a3gktdea"}', '2026-11-30 19:54:28.124546+00'),
	(144, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"mak91t9xpytehk","badge":"in_crm","object":"contact","record_id":"p8c5xyjk21hny1"}', '2026-11-30 19:54:28.124546+00'),
	(145, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"mbg4fv6tryddh9","badge":"in_crm","object":"contact","record_id":"p37s4w740rfjsf"}', '2026-11-30 19:54:28.124546+00'),
	(146, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"mbymhcmn0j49yq","badge":"in_crm","object":"contact","record_id":"p44tp0a785t1a1"}', '2026-11-30 19:54:28.124546+00'),
	(147, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"mefsja80msbba2","badge":"in_crm","object":"contact","record_id":"p9bcc12qqqcxja"}', '2026-11-30 19:54:28.124546+00'),
	(148, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"account","record_id":"aegrv5vchs70fg","kind":"company","before":{"state":"linked","profile_id":"cakaycpsxhh1p3","probability":0.990918,"made_by":"model","winner":null},"after":null,"cause":"import"}', '2026-11-30 19:54:36.30469+00'),
	(149, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p7stf7kte84t4r","kind":"person","before":{"state":"review","profile_id":"m6egh37np8b9ag","probability":0.967145,"made_by":"model","winner":null},"after":null,"cause":"import"}', '2026-11-30 19:54:36.30469+00'),
	(150, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"company","profile_id":"cakaycpsxhh1p3","badge":"not_in_crm","object":null,"record_id":null}', '2026-11-30 19:54:36.30469+00');
INSERT INTO public.events VALUES
	(151, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"c2cdnyy57s0e5d","opportunity_id":"o12","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(152, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"c2cdnyy57s0e5d","opportunity_id":"o32","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(153, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"c60e05rf0qtnpe","opportunity_id":"o16","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(154, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"c60e05rf0qtnpe","opportunity_id":"o36","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(155, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"c6fdxq2dk4czgp","opportunity_id":"o24","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(156, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"c6fdxq2dk4czgp","opportunity_id":"o4","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(157, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"cfa6nzbkc9cxr1","opportunity_id":"o28","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(158, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"company","profile_id":"cfa6nzbkc9cxr1","opportunity_id":"o8","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(159, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"person","profile_id":"mak91t9xpytehk","opportunity_id":"o36","object":"contact","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(160, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U2","kind":"person","profile_id":"mbymhcmn0j49yq","opportunity_id":"o0","object":"contact","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(161, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"company","profile_id":"c0wphrqfrdv3h6","opportunity_id":"o19","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(162, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"company","profile_id":"c0wphrqfrdv3h6","opportunity_id":"o39","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(163, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"company","profile_id":"c7m6fxawrr1gtr","opportunity_id":"o11","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(164, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"company","profile_id":"c7m6fxawrr1gtr","opportunity_id":"o31","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(165, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"company","profile_id":"cdy1r548fewn52","opportunity_id":"o27","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(166, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"company","profile_id":"cdy1r548fewn52","opportunity_id":"o7","object":"account","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(167, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"person","profile_id":"m45dqbat53df5q","opportunity_id":"o11","object":"contact","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(168, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'save.created', '{"user_id":"U3","kind":"person","profile_id":"mbg4fv6tryddh9","opportunity_id":"o19","object":"contact","reason":"open_opportunity","subscribe":"alerts"}', '2026-11-30 19:54:37.151072+00'),
	(169, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'freshness.late', '{"because":"late_change","changes_late":40,"instance":"production"}', '2026-11-30 19:54:37.151072+00'),
	(170, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"paa8z6a3gktdea","kind":"person","before":{"state":"linked","profile_id":"m7afjgr2fvnc8p","probability":0.980029,"made_by":"model","winner":null},"after":{"state":"unmatched","profile_id":null,"probability":0.0,"made_by":"user","winner":null},"cause":"statement"}', '2026-11-30 19:54:38.941308+00'),
	(171, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"m7afjgr2fvnc8p","badge":"not_in_crm","object":null,"record_id":null}', '2026-11-30 19:54:38.941308+00'),
	(172, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p3p4jv49q0g71r","kind":"person","before":{"state":"linked","profile_id":"m3phhhtsp1en7n","probability":0.981405,"made_by":"model","winner":null},"after":{"state":"linked","profile_id":"mbymhcmn0j49yq","probability":1.0,"made_by":"user","winner":null},"cause":"statement"}', '2026-11-30 19:54:39.215913+00'),
	(173, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'link.changed', '{"object":"contact","record_id":"p44tp0a785t1a1","kind":"person","before":{"state":"linked","profile_id":"mbymhcmn0j49yq","probability":0.981133,"made_by":"model","winner":null},"after":{"state":"duplicate","profile_id":"mbymhcmn0j49yq","probability":0.981133,"made_by":"model","winner":{"object":"contact","record_id":"p3p4jv49q0g71r"}},"cause":"statement"}', '2026-11-30 19:54:39.215913+00'),
	(174, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"m3phhhtsp1en7n","badge":"not_in_crm","object":null,"record_id":null}', '2026-11-30 19:54:39.215913+00'),
	(175, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'badge.changed', '{"kind":"person","profile_id":"mbymhcmn0j49yq","badge":"in_crm","object":"contact","record_id":"p3p4jv49q0g71r"}', '2026-11-30 19:54:39.215913+00');


--
-- Data for Name: followed_indexes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: hints; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency VALUES
	('operator', 'own/d4d10300873f40ad96fc6d83802f9f12', '', 'make-acme', '481c50dce4847e6d1ae41ac56b28380c516fde0d7e6fc546b79f5d436eb23292', 201, '\x7bcf07d692cf7f65c805121acd21c6fb37a9d3ccff8c3084b15856448d5c5eda9b351830ea43f6280c086c423b10414f8af4b0105626d97de7190b1158784c32f1c5dae0ea6f4e8db32217815c7d74e7f760fae1353338f97cd2c760bd3a5f17796c474cc2c2d01c8c2624edba886b85d167562e846ffdfac767eb54845ca5aad3452c26576e4bbb4d29c08dd0472ff9cc147174d9c351cc669e5c4a5ff1454f15680c88f08596a39c5b7a54046135eebeaf3c5ee72bc7783fbce84f1f1822d93c0b7163952e55a7', '2026-11-30 19:54:22.264861+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/d4d10300873f40ad96fc6d83802f9f12', '', 'make-acme-sync', '5734c1e22994227d66039428bb86c7245eb2fe31d601fae23c53e7f7b1624b4b', 201, '\xe79947105578f59d077b334d9e63850354d74073ec6b534c2ebb46c867e79f7aa405a18d346bf33fafa63be1f7765ab38fd7de262a457698a507fcc189a978766c6e31f62ad81c46587910f4b3edd18a3b75f916c9c291e6190ad4eb483b0980753612787b0ffaf46ce9a638e19f2ee27e89b6e7775d51907aac3210635a0dc404e85594b8cda906aabaccc87dcb', '2026-11-30 19:54:22.607621+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/d4d10300873f40ad96fc6d83802f9f12', '', 'make-acme-app', '62788a1ffa1ad0d330613e5ec6ffe688a04733433c04c2666995fb1a87e414a8', 201, '\xb057ff6f8b5f02737e0d878f9f02b2c5979c897af2751807a690168faf3230587c08206fe8165d9e92ad7b8b437de9b666ee5c696fb5eb48c13bb2b02d9ae300619b3eaf2bf1d11a6275b057dcfe4acc82073f7c3e9fa84f19d2543e3d7bfd16b338313ce51fe22fda393ab018dbd499c44f84230b7649d568a2a57b317e2cd96ea4380f89c89d892a24d409c2', '2026-11-30 19:54:22.824568+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/d4d10300873f40ad96fc6d83802f9f12', '', 'make-acme-admin', 'a8e708671c8bde1e72ad553edf5b15fe7885787686087154bbd13c0d99b88fe1', 201, '\x2c836ee925ced76687a953a88a2bffcacbfb977af22574949a292a982fdd5004a80eb377fe6d40f3bce9ea847c58e88c51ea5348bcb7b332c49f7daa2054c760dc6081a4c0a6cf161ab6ed1e58e6102ac77db2c30b63b1f59d797f597dbabcc3a3c0b708532aa3783bd8006daefb58a64918ea835e63fa5d5f72e13ae23ac0aa56bcdbbce7d4506fc4bde8185526a2', '2026-11-30 19:54:23.008607+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/d4d10300873f40ad96fc6d83802f9f12', '', 'make-acme-reader', 'e63858894aa24c813665b900125a1d3edd8627f33c5275d7e37cd1d64b0516f2', 201, '\x65fa9f97eba840cedcd18f5ab98d2daeb143772f6fe26b2dd134d23bab9723744450d55ea812ec48172e1b01b917566e76b57c74b05cadfd4264a0f2c00a957936c53057f09df98f2b6bb36eecd15d3858c2b3a3b43d589f4813d916bcfe9bfb631e8f71461be109025a7aa4ac34d213d214fa9530e433655be8434b25b7f08181b6f23be3b3ed5afba2ba2a0e6b118c', '2026-11-30 19:54:23.14403+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/d4d10300873f40ad96fc6d83802f9f12', '', 'make-acme-rep', 'ca805fbb087d739ba86cca7e69b23038b99a3923b131b2c36329c41ce125d5bd', 201, '\x96661f93bcb752e6460a8f0602250229405f4bb75ae35233ce94584efba2a6c22e91788702d37376cca7275178d8fe407fbaa30ef42d138f7eb7a3083f0f9bb0bea75fb8e04e6e83805cfaa0a5ac46df82f87271f5f0f1b1bf220a6fd244a817e4f87146ab00acaf3c8dcd7b4fd8f072e7dc30ea399db6c5c63ca7c7ec17f9a7805f687e74ff256f6ef0aaa36a', '2026-11-30 19:54:23.314115+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-002', 'e0e8f671a7cd70582acf6b7e4fc65233ac825eb44c70e61688016223b7b04a37', 200, '\xf2492338248e604fbe8c21f9156747ff55062dcdbca540b2f1b0099a9f9e120398b17d39a0b31b2a489761564938a75d553f8a0e39b6ca8efd5e15dbfdc2b94150e325e05f3ba5146b302f3f0224ae6bedf179dc3073938530e26625b868e409472656f535645fe9be41946152751a3352bb4ac3219c47a343605f189f8f575d8764d152eb7a3793bca9191b2f169eb8fc59fd944af806097627f18dd9bb9695a3496a8612765b017d7bd8fc8d1da2cb9f1a51e3bdbfe3e33cd32d5efd6f376c05f01d20e32a4ca560b295df3e48570205937e5408beef52ca048882dbdf1b25e64baa7a1a22e612cea316f2914369ffee56aeed636765fe2bd261aeb18f99d853c3ae8c43614825b736d99d957d1e8e8f68a6967bfd5621822ac587037645b8e102d3fad0a3f695a339', '2026-11-30 19:54:23.76396+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-014', '589e5f1bf76bc93d4226c7d731dfa62a3742d817fab6b9ba5ab7ce3747430e6d', 201, '\x7e73e272c9aec88fdf0ed5236ebc6ce7ae7026c250cd8702fef6b0659d173b1974d4c4d957c36b2c161807bbd18eb57bb7bd59d210fc9fa05a4f42470e63382c6015e45a0d154b2a50e2238c8fdbc36ef6316a2ff5bdaf0ad3c94b96d776fa87b1328218fb4598eb08209e57e508fde080b15d616eb508a59ba6465e0c8310048d49cca02cbedbafb221aacb3a074bdbf8285de585512f7de6cd9c2d4879c684e1801a1073003d27a973f48ee5f8ca5ab44ca4bc0cc2d0fc0b21cbf763bc11d98384709a5739149ade537c33a63b7dda012a7fffb2c3a8572f9e0f1d3af67aa3b0769d2d8dc4dac3b1b771da12066120728ff70693e6dc4b9c3bf73b8443e66e78a3632748907df9de1d1113e890a764850d41243d8f4917d74a9bc1f66753b4da253fe41ae7d5934b4981183147d9ece799688315', '2026-11-30 19:54:25.844121+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-019', 'c328914d8d32272b6e0ba6d8ee6a756832c387f265b7007630f3d210d2594514', 202, '\xf6e3d8773daba895b971bc035228409d38822cfbd1f0210a9dd6979b08c5f5bcf4551f3e1e01e8c7626ba12faddf0d5f98b5783655251bcdadcd17a4f953c791d6ffd7efd9336ba6a605f22f317031352b8d3ee37158f4980f991871e948aa6b4f03d526d461a13aa7cc4f48e09d91451e4ca1fa7a9fa157ae1d6539696af7e02ed69606405d0e64f2aac354e0184cfd90324509baeede5a0437d795424adc913954e70f24b228127ad4660553fae691c345dc5c20433341a5385ca38c30ab2738f36cf219679961d11b05dd624c834d5b6ad805c6c0c1638e5190820a86c31fb2e09c754e42b6b51b9275358dd84d3970b5d1b026ae43a48e296d432ae3a75986022a54e1583bf18bcb4f2b590ba65a23c8a01389732b2ef37c461f251590e0b0a523219a66dc5da2aaaf5b8b7a82b91800f654c688a779e47a38d131fc784c4173da7d8d13736d7fe785bd94de0532399f71abcfced887e867a2eb930345124ea51b6624eeef66ddeebd801024ee4eb6ef992b', '2026-11-30 19:54:27.596445+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-021', 'abe3b2aa949007d4e88e84e573e6270deec319c0b31b1053dcd94a99bb62aeb5', 201, '\xed5bfb2e492daad3926af42c5494c645a1f069353fe877540f99a75f247359a8e20d4f675ece494544542dd279a263da4591e4095cb2d4cdf402ed66bba7500bfbb36a82b92a838b014d9b51f867fbfad3347592fade58217111c01f95f1abd85531b297d31af19a64eefdded26f028f4b702110c304decd8817fa6e4f7ab718e96145ba8aac692c582fe2339088a3aa3885e9248c5b86770b3d51e4f62765d121004cb5c9dd3b4bdfd3e934fff6858c23d550dfa45040088d0ba7147df6afea321e0edc54def57f5dddfb5eb57263b31e05c133de8561837ac794832c2ec4380dd39f3512c576cbc001e836feb6b218be65e9bf965064a40124384477e5a9a4636aad503271f1a5f78c45fc242d273383891a34cfef96715c7fabde760de54a8c364ac7669386ae9a4e5602ec45a76d6015da7eed', '2026-11-30 19:54:27.956063+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-026', '1d165d927227d651b3df19080957d3d2add3259480d1848bc19b532a7ff2416b', 202, '\x087163596bab81badd9e0e292dca73411833dec4c6ec488f78386881fb8606f0a8dbe575fb39bc6543db64e1129d588cbacf80121653609ca00d6854d4cfb66575e41625085c2cd5d80cf3087fc078dd14ec13cc053522943fffc7dbce6c4e249845527242bc081634558cbfed647a46eda691e1588b291cff387d5bce34b6f85d0b9d1b6c818d303991718e89aacc52d804bad4270527fe7baf4af4c4c289c07aeecd9c454200a23f4213eecc939f9420c1b18aad20da4bf7ad42467d7a6eab1196dec339188bf68b27a1f922c93fa79a166bcfe6a97ab77e9d6a46ca5cac0a65cc5905328c1c0193f5c175360438a6012fc2e44d8b6810652509f352f1081bc530da4cb735894f3bc0547de063cba1f547dbc4fda8ce670915485a3ba07d1f576efbcd79b72c89abfc7d28d55ddc30e65606602e78b598b6e189d295a6e3a71bce0e3407b21722ef1467ed7d25953acba59d56ef34ec7827b44f37d6bf164cd098d146d19c8eeb87675028988dc822651c4f6c', '2026-11-30 19:54:36.006681+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-028', '05e9f3135254c9b09fadf1e315a7be3ab86f67ea595ac0453a1670174c872f3a', 200, '\xb36de9c1b1db8337d213fdaebf84f822d1175506d21fc1da63cc4e279c6acb94546b7c56a9792951208ef5cd8bf1781091b43de66dc870daec22ea4cdfadaf1880504c99d2df68fa397603b40ae94905e04fa254fc1dd18a6626a41b608296c325c14c56e222f738973acbdf9fcc0f2859e97a1172be371757ff7f09b7f739ce6e280bb0f21c644274ba3c20dd9e0a6179180ecab9fdd92bbe1b023628dbbe64ecef0bb48d02655806889d84c9f197ae5e76b1e3b716a53dba0c9a62a0665ff9663abadb1cb01b43127abb93132ad15aa21954406139e71e0b75502058fcf1de6388b7f50d4b432bebaf287475f70918fa140d07f865c50389f5f2bd38346a61a2fc8f701519786e58db3016b0eaf7357aea9d208b921d18d3613c1f785301b14e674ea17e02b703c4f3018ce3219b6dfc00e87daa7a19e66bdb4e62ec18f9e36735db0995650c3128ebc5d6641b0bb79f52ee8a13b7b76a45acc96cc308f7e3d38508097c7eda68d06c6cb6946af35a36b3684ebfa42ad6aca2b5c9f95729c9d5ff471423877b37e5d796d3f641b07861feceeb8f049df7662f4263b1ac088f64f9b3fd8f458d33abe43f841b43527eab856422b11816853296f08a4a4f57caecc6105794e6871376e0ef4af4561cbda26d221eb45bb2ca586dd217e392ee8200d9022b46d0eafc327397aee2d8e75a3a80c95d6457e9eca1a542685419dc29661d3b6489a2883b3379cabe8969aa10553205fe32c7409cfa534b8475bec17cd08954d9e6d454a949fb610bd58baa0ca0f24e324b8ed1330a213dfca3eebc36bdbdc0ad14d5726b63c41a7d54f2114d6c136403c904ed3f9466b7166f40e3d33a4a203062506a9064c3fb6f0c23f22f5e535360f8ba0c5644aaa9c9636e4c481ee9e6a974b751ec2282c2d40ea2b8b70c70edb0617f41aba02433ca0cd82bb26169edc4e733936fdad4cb8e5dc5b186e30374c92b9dce9ef608595958e26b213eaf59528e1d105481bd2e5c2dbc88874885093d86b7870a37fdf0c24fcba81398973932075708c2245413f1507d779b6f4c80c8ea1d584d4f0715c594fd8c47706e115b782545f32d8946c64c0de83f9cf1f47021e1f9f143972b9a8443f5597b0c2f2e33a825f0431961bbd2f015cc2c427dbf75d3e5bb70f6e5b6ec87f136e0d082801e044717a6e048cf3d738122cf506ae065cfe26aff6709167aa4452601b20f19258f518796399500b6b321be12e8f66e804e9d7683e789f66e497749a8a6636784443e088b5d4e87d3fb50671671fe34b118df06a8e5b098ab54fe99c515654082fa7b954a5670bb9543446ad7f40e9646e1fe361f362a2472410b2ca4ab7464e5858e091db4c63096bb99703f50b1bcc653d752d50faf371ff841fc1977a4cb56bdf5b6e003069a0dfbc3fa174162a05b8a328acec263115adb54cbf1feecc3e43180a70be3ce042c61ad7c26043cf7baf7268abece91764a2f9265e993051e553fcd380c7a1de377adc9d77e87656f3893d7de879b68e9772fb055d3a6e2d1e80eadda994c03ca169e9861e815b24fbea8cae3fe0c4c525c82b9d484dfa622adfb9949860588e30d1c100d04ba474e54f26b2e5516e116430c5fe77f20a87a454daf586e075acc5a3c187e51e258c5750f58f184f129f35d6c2a5790c87b4f86e2047c9c1bb0a92379d4b200b0d708f2278711b57c5b9d064c23eddf31578c4d06770693981e7f652b0e91a500cd0a157a1ee93894ce4e0ecf2dd034e4bd0764af39f40e26ad6f901a3bf03e6197a6a351b87b7b3da42c7aa9d8a2165238c575068d4ca55731ccd82e7fa75eedc0119e843b41141169a38626be78992114d72c317ed5be2c3d53e9b8842f4296fbd607281712b64a786a47a5dac94f8137d6f1e59526f8f89b2702d830a0ed901c69da070a5f19c424cccbe85a6766f1041a22e8f828190babdea4dc4d9e0c5a610a5d3a793c2f8e3844a8f1de23b7f6e806e0f43550c07411084bb87349d11b686ea7cccb0889307b9dc4f9f2ebf76c17fa4ea2371265693032615445c53f4a30855c1ed6a91cfff78ea999cdea3e5c50c6d307a9b944d93a4c9648e4c9ae9efc7ae150cafab48172194c24e257c633850a2323eeaad26f3f712b4be05ec59088d460460b5a233fe2593adc0c739a854fade5b1ee99406699409f03e3eca505e24b9d3b498ce2e6a6f3430be8150b4ea7013bdf374e78a3cea14d792a73d46d19479833ba6295b1cb3158bdd3747f4e8ee55874a4226777b21f520ad90db3ae459dced12eb3199f3c75e286a7bbba13f8165f21e246c0a9a8429b7c28d8f4697274f48f83fa3954c8220e3d2a1ff6e1fa897494fe1bdec678cd3c4750c77c0a6727e5fe4af1e8d01a7d1a7a47e750c5a6bedfdaab7a0e878d8a4f312a17aed145608c265ca2130df19740727ed9c22ff230c536f2cf50f77056ffd95ba1f8a9ef42daadf46562e01cfd41ce2157ee2430ae2d80d1e49980229d53a373d18f188181a1b96f8af82d5cb38f6d0ffe61c20b3e631cc88045ad4fa18d2a27b6ad8d49f4b3b218439f10253e44bbddc937bc40174994bd1a003c45efb797e106d660343effeeaa705780bf11fcfeb8a99f80f08339625e30e031a0c02956c6c78b01af36d47e1c43bfba330b38bd941821f26066e5e8897d12259550f32a12684808e6f230ff1ee9625bdaf942c6529b456c421bb5d647d57054be19a3d4601e0aeddf0a1149afff7ced80b3a8dc6d094b4cb3e1083cd8b0e15a86f98e485a76a482f624d3c4dc9bac5b33f3f4539c2d406891edf2a560daf5220008b6d0de0459ddd2242158ea2171903a9000b939cfcf7ce9b7cc0ce25710105f8f42c3b8ab0f46fd5b6b74768522b86c49c5746ac01fd626bc99ae2ed6479f76c506335133bcd62c9cff58798d24c811a654d8614b88d4d38a3cd0c52aea7a59b3d7c00b95f6802e0aaa6ae264754504886f21dae4ac1a00f340bd08849ca541bdb88e35b9f13e5773b1c77a796c7e2efb10de65706f4405b9f2faa461edd7e79388e1b88d1120fb4a03200d04b6d449b0addfd93c1a6611930fc4a18f9a6a6edd9f1ef3435b7f6a52219059573e1bec15dfb1089ed6a5df17f124ff5dd70406f0ca0203ac5b5a68643603dfc87c177c962c11cfb189644c7d715a7f44ff7ceff3b3de16efbfd835d25560217ef46122580804802a2b700d4bec579c0b315c656ccb64cd844f68b43d6af658bfd2bfbc069d64f2a184bc4add0cc65a4df504dff43da7bbcd6475b3ddffcae8cbb7c1ce39fb9be39c4ae770a740360d78ff83345372deda0be7f88bcd9e4843f918c73834ffc63194e3da3e2f439b45a32f335f80b76dc0eb25a90398463f9fdcc6aa559ac2465b8671c1ba14bf2270d41f192fdc72e0ce2f451cc7324bba6f8e50c3fe419e98d2b3d2d2b2c207f6172a853db84d5c5783611d941167666ad5a25144ab9e0c800515f396a91070595e4812a8ecabb7781bdfd5e7de9cc614c128e1a067a946d5e8ae97c339608b6aa06179056e84a65b03f95eca23a683ee0423385f2deba3d2ee153c81ad248ca40b72e676a879a584c72d0bb42c71ba6514134c8d8ea4667b4dda52fc1890313559262aa40b61c275838d9f3c00990931989b16c03c4abf053280cb858e7217b9a755698b75080f1d434345e71095725640cbd9e430f3d465e6cb70220a6e293c0f98dacb11456452585c6906d3c5a9762cb71cf4b7d841eca6af130655b23c4ae4074f8f4536eeed39ca014b20ac7235100f373362bcc476cb23ca28b40382cec561ed91289e1e59700cd8f2f3ba21fd8e97e02f98b8c9e597de93f9257315da41a3b0fda3e8343972850328d4fc29b438bee950e2a3baa781796676f66015d921d2ad8e39b118927af3ef438afa9603f932b394d9163c6a007fe2a12dd29b07fb726fdbb8492b9540b4be30278a7ca4ca59ccb950c5f608cf35930c6d2f12477c9227a743740bcdc36fdfbb2186e95fda6f05f7c0d6aea9002149527f73d0a411a7036b1cef0e25dd74f387669a4ab4c77f8d95860090dea7390bc55fa5c8e3ab7828bb1add5a1cb088d0137ffff9ea8a0baa5f6be2710ad3b4a4db2d8040801fa6ecf84383b613758f835cedc510d71a6dd5580b345d61a23c6347f77f018b9eecc7bb2808cca419c095e0b810d7141b2d5df833a94ce1fb195c7d041bf4', '2026-11-30 19:54:36.30469+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'e3ca5893938c214d4c230bd504a7b4867eb8388cc859004e3c8fb4bfa2f10697', 200, '\x11b322342ad831a48a729d007a200e1732eb9dfcd8d6df0b3f2c9fe296ec3183d2b3f94d861e54e96400275770ba36fcd960929f87e19c157e981d2e72a1c3fbea40c69f6b580c6ac3f23f34cd3a1eb63ebb978c0ca58fc1e08f41bd6e33e4b73cb3527f9524a56ef3e6d02bedc372f96c9ede049a248df175741f22957aaac4d876d6c13e84826db3391c3939a7703ae5a9aaf3fe2b08c4fb8f18a4b7262b97ef165d0c2dbf05519253977f70dbc82e14def96b5d51bd8b77942b3d2e26f799b6f2bbd6acc2190e9228dfc6ff6f1c862b9cd7265f5a961ddc8b3d3dd1aa603d179109dd8f032c226a70c6b4ebe9978ac9eff3dd7166f7db849bb6247ccaeea7dee512ef4ab83f35b5f7b5077448b92b4ff3be3dc0deab7c4aef9e0e215368b4a9a83ef01d9bd7faced7b20f3b88260a5d2352f6ae3b44b58d2a37480b58f71963bd6035a48f6e8d09689e4c40fe14353f67baf33dd57273303ee922ae8793ca24873d47b8392ddab9a3f0e957b46197293c06aa4f82cffc13cfd25f63de0aa170752b0cf0863bb5ab8f394bb735f1fc87c341e8b7ba7887d3a997158eb95bd4acbcfb30d1be30923ddfeb3caf6b45b1f9369b213c6b4ca57e76c86ebd2791d002aaf9995ea0d4d56c861ec77093fb1f5212f8358b0ffc6afb0e610056128f3009fb851880d4b659d57406b7202ff77e84d82fa3adf26ab14c1d63f170e60fc1eb0e88b438824852287f69ee273d26f839a24463d66c4900b6e2bce74bd5ffb940ab2daa6d2ecfbfbb5b68757c9bb17c46513b8d32a45ac5533c3c8415d00ef864f2f40ecf98d759b046d37f596e53be0f46e14a80a868edf1e5f7c7dd62aafaefa5fe93b95ac7f343045214ecefa5588f4abd53293796e83a70c3f9252bdbe40a5dba755aa034fce016d958fe2e9154375d79418da5d5e7e887dbefe10903d5ae260b4c813923e9c8d77794521cc400234e7f0dd9fa08891e0bf96c1cc45098a1a3096847058c8e7590c40793425a8088374967013ac33589959bf3f5d5365b594cd07e3245e236a036c464123641445dfb6e6fefda9f42141a27e78adeb4cc8ba5628cf45f37d483778582ef0ee4bf7cc24911fd3e43930f3fe6b7d1c05febc991698304cfbfa4c4a155f5e60c298ac09bc8a953f826421951013a4d17b8d6ae9ab6a38673670a717211f9de634e55a1a8a6d39c57c37681ade38f8076250c5104f22be7efc631c457fcc9e8324b0d3db36f221b0b68b5cc7837ada74b32aa5162555f4d7f8a9fb37d3f848e82679539b2598a0bc7b3e88836bed0cf79625138799d5a80b4e43bc61aab6a141beb250d5d95dd741b4308856f8a71375b1b58932f7781a2f6c25a10dd6eb4b7253a5a7d9bd552ba1931a3230296c53ef30a416cbe1a71a092206c85dd432aa207d1e6e409e7454b35ae1d77f7e7fbb6ddc97cfeb7f82f473684e24fb967318b93c056dfa5bafb78fbc118daf80ec20c9975ec00d0ea1c014286ae893b1005a283a9b045ec4ddb91c98c10dc518d2ecb48470aced7ea19a093fb489ca85ae4f646808f392c63b71250448905ad82dfeba368f480389fe2c2ac66cfcfc88b060e143d6b3f8a36204d1a701c841d5d4215ece0861148ac08353eff6f564f377c6ff6473a1d05a733cad899ac6027892d8e6ebf7530ff9146a67912a867dbb159583847bb6dccc766b39960e85bd100af1b7abfe0803af458b8671864c076484a44fc1bab7b106192e484791250e35bae3a551cce00be1184c7bdfc94b9e8a98d42836d5d0ae560216d83c26fbe50f980f578975368717ead05c47ffc2567c45ef0f79aa3e78802db4fe75b29e961bcc44f6b1064978ee541cb13b61c6482d439dcf89e7a867f815f1fe8d5f0d4c3d5abb7c4de9b786316e23abfb869060f97ece145cd078007916a7ab7f759828120a3dd267f5952f99cef348e8ef5cffe73d1bceae553f555f09e580af81a54fa1fb071f6e2f1953f1f94b356bc5fccf6a2556f522db69027e7a80e41fa15088892badaa12b29361d064a9fe6c414ee9aaaef21506d4284628cb466d0eadf4f29e01a0997e8fbd3ee15cf7f9d4b747b437ca72013e16be60d0d7186006390855cf186687444abb881c0b6d94984d6e22886860eeebe29ca3694a405cd65cc2e3979797424add1e0f88a1c98169bdfef393e00df295fd7ea4ea22adb1024940baa0372e6752ff227d2b51414703fd1c2b9a0924539121a3733c081cbe4b27d483a1ba0172ee8feb2b4a2c01a154584f870870bce8055b951bc7317d02740f0cc3fea92af8f8f94711cf3a7a78ccde5995885b29382e4aefe4c232978003637201150d5a20109263a8bd10ad5e48c830422d04091c535806c979c26b4d6cdc3f964b217f0adf09b212823f30dfe944d933d3af2cb5647b6466fcf274a59ab9715914c8fcb8ab6d64a736d47cb68c586ce5a5b04a68f707d46e3c8283eed71c06dec925cbb5ad447c230fc10d27a766e11364edf0cf4dc0a232b740eb4858b357b73c5deb7720a856688b8dc13399bec05981deb34eaf32a7358a0e103598f8b708d73bfb53ac7d88bc1be23a1d3aba09dbbd45d845917a8be65bf90b510b6bddf02d6c7cf3be9577501305a14fee36f497dfafdb116e08d7ac35e2eb1b93d61022f7b70cfe0f04575af8ae476937547bf224d589aec5208cc7ecd8e028386f78633fdf961753c82fc803d5439ddf174ab9221f098148d8cf3d82daab6a9685a5f68f6586458cb74f767507ed7e8155f1daed771c3f611f0873bcf5e5e411c637dc1503f1999dda3f729b9a293d91d2382a77cca2ee515d3dc025488797463e454ceaa54611a07fe299bd77a82e62c2dcbba8196944ba6b726364e69448321062ece6743e2ee827479a77d02b7c318a34549530f83e21ac1a9e3c9983245c61bb046344924b0cfbaf03ee0d7191176078eef473bb8dd34e8593b83f4fbf4bafb8a1f2b4051b4b805bbf199808d5ad75c2e76e560141a21b42d56ce1ff93a5dc01ce4735c5e4cb7546e06cae6ec768ea0e71e53984b9a51bea166d91990a23e01473740307afc6fbdab078c749286afd0d175d7e9396a2116d62fa7417fd870a7d4ee55a8e967a4a27c99ed686564459c5379b46b8f3da25619f99ea45b4ed189716a2dca97423363dd0a85ce27d1b2af275fb5a026bb8977f65f8bcad361c70515a0a2bad6fc74e8387b4b1de758c0b41bf5e00b74dc888a83f45c44ba9b13d4e80fce0ee0c47b39ae333988a5c775b4978d72574e68f8c774d6b2868fb9957b32e444fba4bbeb6e11030cc0f9c858e36c60e197f62a56ebaf3a88663142513ab68cb6d30c3629ba2b18cef5eb84e99200caa4d5acb12e390dedff8677dc53493ffb4c8346db97e5e089b43b356682e75360f0e1c1aa6ae6e19b288227d80d81b1fcb835b4896a78709a85e0e01f6c506af951be9ea4054ccf79b4f277bae8d845db57bf6251b706e680d500bdc945ba80383f0a89a3472d3ac61115bc65e5daacac46e23aefc428e65d9c851a8634efde67ed7d01ac76843d0dbc591feb6fe57d7d54bc0161a369562804b2aad5a73c54b91b9f56e62531390e907b550628fbf4581c7ac50c0bf9703b631c9ea6ab8d0c0b48054e830889a5cfe2358c12557851f8cfae175354e5b2ce3e6effd2ecf4a7456be11ae57aa0723c466aa49d37dece90ad8adf6d97306bb6f9f2412cb2c9195b0032dd4593b05c901930d7b1489c07067f404cc4c87c689c69ec3c7cefc4930fb95835141e3c40649d369e92968c1c41404710ae65ad3a9c1430bcf938d2a36326ce9969ed500b5c718963fe07b69a59016bccfa6f3fd014228d6403af1e3952301df6596773ed88272050b78a1ef07a034be8abadd5a0cd80fd95b1b16632ee13c8cd622f431d56b446bd33c20ef5fc256a895820b816e5d824258300395c9b1b1853012f2ab75e58a2bebfa0bc52968f38d6b5f449ef6afb053e9e8e34e904c3b49af207abcc8152e4ccda862adb9a237c245bcec1329938b52c52c7e407c8c5c62f880282a56c6ca72b9eb137e68938598b5366ac8b5b764d9054dc7e9696b955953c670ab0b0336eef34de7107cf520ddf5f966edbac1409cfd9dbdd27e3dfdf289cd9f7d6f43924926992e31efdaa102eb5c441fbcca2a1a75b232c2cb1fca7677d5ba5e9931b7d0c772ec94615b2973d1c4dcee6928d47e1a3c149f6e6dda60ac4c7f95e606b2896e17389ac708e990bf37f670f3f67df173501e4c657c22396134ba28f99c346b48c192e38746b5c4388ac6d49046801f3cbc0d2c736212e1df996b80aef2d88a568bb156a1ef6dc0dd1585ae4fc893db123478ce4979de6fce186fb8655ae370c6673558a9420457aa71d5535e6798f2d3606ed28a55aa299c6cf2e634c98a4756539216733ce227a8f02fbc2c17516c86b3df0cb7515cde194f00fd2b0839ba312ec26e33d0b963c51738992efded668d55f31318cdca7efba9d81d6088928c33a242ab0e7583627de74a4a25a4408c9e8b9f8946db40468ead77c586fa8d244bd32ccb693ae7c5ea264ca746adb8db096c4252c01ba8cc38d51edd9dd543d3a61dbd29088c37645a46e1ad2cb874841c5535d344b28e4c177fc43f67f37d0e5426c266ed01bce5488f9ab62b4d43009e2155ccd350e8476e9741d0f81abe809906f82992f446839d8a3b56c4e698e255627b62eee6df799f00b91ac4179d6d5b280ce3d429843', '2026-11-30 19:54:37.151072+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'step-034', 'daca62136cc602ca5dd5340fb6fad4ea003d77132e76f06933c6538a001ff839', 200, '\x19646676c2c003b6e7da0931bdd0352706edfb9ebff93e117c46d8ce4418f179e84651052b137b795db9120c8adb44504ced9361e040b990cc651d8395d1ea99340bd24c6f56e160d6ef4de339038791edbe90cc9aba7442a5f613bcd18bdb6f7994e257e3a6e8daf4fccbd57891245d00efc031e1fb54bc0d2725bf35828a76a317376414f97417362ae910ee675832f47944ec07d3618da3afe9d45c67bc897a9a4439796f8434222d3a1e61eb6757ab2a3a83f21c2bb606e8e6ae6818ef01ed4466a96cb896f4e069f7d1d67d01871e4685ef84d534910d579426a7d4dafee2221f5c84f07f5e25b49273f2fcf77341503443d9890f9bd734d6d8ce39f6d68786116aa036c939a41b718cd334dcb3f42490f6a2b8f9299a837caf671429b479ca97400e871545176ec83a64c9cfbfb0c9cf5a85aafd2142e0ab55a5baf79a8aea59dd15fa97c9c3f7d71beaec240529aa9827d6cf781b58c0bafcf07a69bc01ee6e140df6e8d735ae906ead83dc27a7ca40b642a91b21322a046092db73a7fcbc269b9b5d07d7cfeacc536ea415476949cfb0b1b9a80f6a86b61d69655b7e84c254', '2026-11-30 19:54:38.051225+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/6ab2366f3d6739e0e1218312a16cf3ca', 'U2', 'step-035', '84bf2e9d2bf5d90772fc94a8b777de1364cdd929965a9759f7ecd43ff2382517', 200, '\x2d88f10152d270a1671ea4ae8034ebd6835747888bf6822e976e6e58afc3977ef55bbf6ed80b17dc9d463ab0350801d8e75a2f96beec3370a30b72311ce5c78533c81d23551b3c988e7d83c929e81668dfbb54ad014cda99240098a689a9efa4a32ccd62a1c0725e023ae2acceb5cdab3e52998fc1f60ef93c6383f4c38b8d54435cbfaf40f347db2e5428a8f7abfe291f2024ddda132aa0687046e130c1c946da7cdab4cf7eb8698fdf1eeb87f46f716508191b4d4c05954ebd0c316a4dd5ec3fa02d9823', '2026-11-30 19:54:38.098742+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'step-037', '66dfb5f29b919dad51f6aa04b3af3c30cc85760bbc22cf405e91c700a213b1cb', 200, '\x7cefd114f622163cab47ed23551181d641bd764d1826882634e5f9f424d995b17bec842e13c9c49083d766d9bd8ddd4baab8ad0840c831baf501827b1567d62c4f9ac29727f7be1853efe56874f2c0af8c30ce195ef9ca18fb7e3c051644124c4ee21dddee0f0c45a168a44d855a2163e3d5d2aaad27f8d70023ab29dfbfc01b66cd49016bd6788c7b651a337281a77dc8b479659a022e2611f4532db1a1e18d023bb4f413c80efaceccb1c0eb8cfff87c0d43efd7efda7db6e33deff641c025fa4e1e955f96e69956e26ce1d6e070e18416785c63b246cdcec427dc3af6730d3e6e6adb6796ff7016b1d65c3232f71a3645fc7f899aa0a6f07754d6f05b216f1e04bdc4ab323390f492b695799b146edb98ff33bc262b963c8c9550b0c573d3d308884d7646db8deee4df2148a25a9b05fefa50d540b91104564f173d0d53104733d12e368abe18abe3895b39efb9a1632f3c9e6ba72853d516aba1d3b8e97b60295f9348bbc5cd68d20c433361859095a2e2d6bb251beee376529990273e291d8a196651057bc966ab45f3df2f72935dcec17abf2d9bce14b2f1535286142f2ce30a3424e022d9d76279a36fe9cbb8e2ada31e27a8450de5dd1ad582dffb2c59dde621c03b69531d7bbc634c1b7ca432cd7a799e494fd1297476847bec547caf72413565cd58d88c97bda56fe915665c6770b612be06c079301e18d345b6bb7407857a87df6222ed8ad649d62d86b3cde51b907551b7887b72a12c175935657f981173a5a1b1db7f456a81bd35f95b8d8f855542956fe5e5f1b482d38edae2ca38ac270aa3b38d1c5415c343e49fcd2cc917612df601d85c5da4a7906a7491db855c2a30e244fad82788973f1b6e4f841404b9c663ea35d0aca9917a72b3', '2026-11-30 19:54:38.941308+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'step-039', 'e181f72dbaa130716ee95a28c4d56110756891392a9fc005e8ea1e7e3524bc9d', 202, '\xa33cd4c82144e4b386944165e27ff029700de5d553eb1825e30017f2661c73730aa55b1ce02105561cf575f9c5973ec1260c855d33d008ef1d6a2472c43ee2492efbf209dac3d192b0d0cfeca44bb3c18ce1b31390bdb194a01f6ff3a570d40c3df578774849d358cf568aabc63f78278a9c5d574335bd01cd39ef5979ab96362a0c5cb4a17d0f6d79e08372c46183a9cf3a2c5b22cbfa1e03a14e745eb63225481bfdffdec883b43c7608c80b6f3e702379d5f165db1f2ef52674ce54fc9ff52d144f1976985ca128', '2026-11-30 19:54:39.613477+00');


--
-- Data for Name: idempotency_subjects; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_subjects VALUES
	('operator', 'own/d4d10300873f40ad96fc6d83802f9f12', '', 'make-acme', 'contracts/8466fd6e55182b33ea61fe216b36213f'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-002', 'records/user/U1'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-002', 'records/user/U2'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-002', 'records/user/U3'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-028', 'records/account/aegrv5vchs70fg'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-028', 'records/contact/never-there'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-028', 'records/contact/p354azny7txjf3'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-028', 'records/contact/p7stf7kte84t4r'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-028', 'records/contact/p9bcc12qqqcxja'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-028', 'records/lead/lead-p44tp0a785t1a1'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o1'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o10'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o11'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o12'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o13'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o14'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o15'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o16'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o17'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o18'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o19'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o2'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o20'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o21'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o22'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o23'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o24'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o25'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o26'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o27'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o28'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o29'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o3'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o30'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o31'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o32'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o33'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o34'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o35'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o36'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o37'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o38'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o39'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o4'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o5'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o6'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o7'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o8'),
	('e2f4683f10694983b40c3c7098dc51fa', 'own/e0b0f4391affc644d6a089a5411b044b', '', 'step-029', 'records/opportunity/o9');
INSERT INTO public.idempotency_subjects VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'own/549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'step-037', 'records/contact/paa8z6a3gktdea'),
	('8466fd6e55182b33ea61fe216b36213f', 'own/549ddfe5a6cfbbe62ac7ed5407b238ca', 'U1', 'step-039', 'instances/e2f4683f10694983b40c3c7098dc51fa');


--
-- Data for Name: import_ids; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.import_ids VALUES
	('5219bf2af550c5292691276d9ca75b07', 'a0dq6rsk576eny'),
	('5219bf2af550c5292691276d9ca75b07', 'a11h0h83h744dm'),
	('5219bf2af550c5292691276d9ca75b07', 'a12pqw2q2sxbv3'),
	('5219bf2af550c5292691276d9ca75b07', 'a14v0xbwqj7k88'),
	('5219bf2af550c5292691276d9ca75b07', 'a19xy173gxf532'),
	('5219bf2af550c5292691276d9ca75b07', 'a1s2rqq7xz7myt'),
	('5219bf2af550c5292691276d9ca75b07', 'a1xgza01xg34c6'),
	('5219bf2af550c5292691276d9ca75b07', 'a24p9bdhxry0yw'),
	('5219bf2af550c5292691276d9ca75b07', 'a26yzw3m38q48m'),
	('5219bf2af550c5292691276d9ca75b07', 'a28q40t86z4spq'),
	('5219bf2af550c5292691276d9ca75b07', 'a2r1tacvce4hkz'),
	('5219bf2af550c5292691276d9ca75b07', 'a2s7y0bb8hfqwt'),
	('5219bf2af550c5292691276d9ca75b07', 'a342g4dfqzwf30'),
	('5219bf2af550c5292691276d9ca75b07', 'a3p29f7z9yjd5j'),
	('5219bf2af550c5292691276d9ca75b07', 'a4amkk2v9grjk7'),
	('5219bf2af550c5292691276d9ca75b07', 'a4c5f710bek00s'),
	('5219bf2af550c5292691276d9ca75b07', 'a4k0dbn4prqjew'),
	('5219bf2af550c5292691276d9ca75b07', 'a4mn1s3qjb1hkk'),
	('5219bf2af550c5292691276d9ca75b07', 'a4sfb5qcy31g12'),
	('5219bf2af550c5292691276d9ca75b07', 'a5a75s27ct3jzx'),
	('5219bf2af550c5292691276d9ca75b07', 'a5fsteg0hrxn5x'),
	('5219bf2af550c5292691276d9ca75b07', 'a61xaqm5c3eswt'),
	('5219bf2af550c5292691276d9ca75b07', 'a69fx1xq24v037'),
	('5219bf2af550c5292691276d9ca75b07', 'a6fvg6vj8twxs3'),
	('5219bf2af550c5292691276d9ca75b07', 'a6rq04vzjgqt9b'),
	('5219bf2af550c5292691276d9ca75b07', 'a714b0s9rb54bk'),
	('5219bf2af550c5292691276d9ca75b07', 'a77f3kckpj99ma'),
	('5219bf2af550c5292691276d9ca75b07', 'a7bajgwfx9cpaa'),
	('5219bf2af550c5292691276d9ca75b07', 'a7efxgwrewb3r8'),
	('5219bf2af550c5292691276d9ca75b07', 'a7j4ag7nms4sra'),
	('5219bf2af550c5292691276d9ca75b07', 'a7kqy6agz1qpp1'),
	('5219bf2af550c5292691276d9ca75b07', 'a851p0hnaye32m'),
	('5219bf2af550c5292691276d9ca75b07', 'a85a85wxcphgxt'),
	('5219bf2af550c5292691276d9ca75b07', 'a89mkr0bxgrf24'),
	('5219bf2af550c5292691276d9ca75b07', 'a8abv5sar8t6rv'),
	('5219bf2af550c5292691276d9ca75b07', 'a8fc8da0pzka04'),
	('5219bf2af550c5292691276d9ca75b07', 'a8wkmnvk7mf1ad'),
	('5219bf2af550c5292691276d9ca75b07', 'a90ka0157tmkvm'),
	('5219bf2af550c5292691276d9ca75b07', 'a91fyvknd3w9ae'),
	('5219bf2af550c5292691276d9ca75b07', 'a98crxw90156qx'),
	('5219bf2af550c5292691276d9ca75b07', 'a9bwy10g78f5ns'),
	('5219bf2af550c5292691276d9ca75b07', 'a9pe6mq4brg5n8'),
	('5219bf2af550c5292691276d9ca75b07', 'aa2bf5yss8y0f3'),
	('5219bf2af550c5292691276d9ca75b07', 'aaktvxph894q3j'),
	('5219bf2af550c5292691276d9ca75b07', 'aamhg1srgnc0w0'),
	('5219bf2af550c5292691276d9ca75b07', 'ab17n7cytc6etq'),
	('5219bf2af550c5292691276d9ca75b07', 'abc94bt9apf8gq'),
	('5219bf2af550c5292691276d9ca75b07', 'abna9yenwn9fga'),
	('5219bf2af550c5292691276d9ca75b07', 'acrs35156rtytc'),
	('5219bf2af550c5292691276d9ca75b07', 'acwvsn8d5cjr9j');
INSERT INTO public.import_ids VALUES
	('5219bf2af550c5292691276d9ca75b07', 'adajng9mntj5z5'),
	('5219bf2af550c5292691276d9ca75b07', 'aday4bayept9vf'),
	('5219bf2af550c5292691276d9ca75b07', 'adgtyn1pcbzscv'),
	('5219bf2af550c5292691276d9ca75b07', 'adqkef2k4aqzre'),
	('5219bf2af550c5292691276d9ca75b07', 'aegrv5vchs70fg'),
	('5219bf2af550c5292691276d9ca75b07', 'aejnq10pfs3bsw'),
	('5219bf2af550c5292691276d9ca75b07', 'aeremjchfe4tmj'),
	('5219bf2af550c5292691276d9ca75b07', 'aetzq1eh7ge0dz'),
	('5219bf2af550c5292691276d9ca75b07', 'afeewsc0brmzd9'),
	('5219bf2af550c5292691276d9ca75b07', 'afjt84wg2qt95q'),
	('5219bf2af550c5292691276d9ca75b07', 'odd'),
	('4afaf49413295c489ec9e3494d08c129', 'p07fyzwr8yzsz5'),
	('4afaf49413295c489ec9e3494d08c129', 'p08xxg2h111r5c'),
	('4afaf49413295c489ec9e3494d08c129', 'p0a6anydv7p0s6'),
	('4afaf49413295c489ec9e3494d08c129', 'p194g697bbzvsz'),
	('4afaf49413295c489ec9e3494d08c129', 'p1vw3raey8c1q9'),
	('4afaf49413295c489ec9e3494d08c129', 'p28eavkvmf85xc'),
	('4afaf49413295c489ec9e3494d08c129', 'p2bg3rjy8qq6gt'),
	('4afaf49413295c489ec9e3494d08c129', 'p2c5x5vjzf2pmb'),
	('4afaf49413295c489ec9e3494d08c129', 'p2j76xaj1q7zg4'),
	('4afaf49413295c489ec9e3494d08c129', 'p354azny7txjf3'),
	('4afaf49413295c489ec9e3494d08c129', 'p37s4w740rfjsf'),
	('4afaf49413295c489ec9e3494d08c129', 'p3dwg3skd1w8nc'),
	('4afaf49413295c489ec9e3494d08c129', 'p3ea94xjxk81ev'),
	('4afaf49413295c489ec9e3494d08c129', 'p3f819h12sxqyy'),
	('4afaf49413295c489ec9e3494d08c129', 'p3p4jv49q0g71r'),
	('4afaf49413295c489ec9e3494d08c129', 'p44tp0a785t1a1'),
	('4afaf49413295c489ec9e3494d08c129', 'p45q62yd6kx870'),
	('4afaf49413295c489ec9e3494d08c129', 'p46h0vs0ht1ade'),
	('4afaf49413295c489ec9e3494d08c129', 'p498yg64eh86as'),
	('4afaf49413295c489ec9e3494d08c129', 'p52k6t2cjxkr1t'),
	('4afaf49413295c489ec9e3494d08c129', 'p5hyd2pj33gc39'),
	('4afaf49413295c489ec9e3494d08c129', 'p5j4nc55dytyck'),
	('4afaf49413295c489ec9e3494d08c129', 'p5nkh2sjkr7pvx'),
	('4afaf49413295c489ec9e3494d08c129', 'p5qymv7pz3v584'),
	('4afaf49413295c489ec9e3494d08c129', 'p5v69sv5byh2tp'),
	('4afaf49413295c489ec9e3494d08c129', 'p6jnb3j3gg6ymm'),
	('4afaf49413295c489ec9e3494d08c129', 'p7e65z7z2zs3nz'),
	('4afaf49413295c489ec9e3494d08c129', 'p7stf7kte84t4r'),
	('4afaf49413295c489ec9e3494d08c129', 'p7y0wz0yrvzy54'),
	('4afaf49413295c489ec9e3494d08c129', 'p85d10zmenexah'),
	('4afaf49413295c489ec9e3494d08c129', 'p8c5xyjk21hny1'),
	('4afaf49413295c489ec9e3494d08c129', 'p9bcc12qqqcxja'),
	('4afaf49413295c489ec9e3494d08c129', 'p9jcqmn1tn0xmw'),
	('4afaf49413295c489ec9e3494d08c129', 'p9mfcb6r3fxew5'),
	('4afaf49413295c489ec9e3494d08c129', 'pa0mw04npga87x'),
	('4afaf49413295c489ec9e3494d08c129', 'pa4pdydakczypq'),
	('4afaf49413295c489ec9e3494d08c129', 'paa8z6a3gktdea'),
	('4afaf49413295c489ec9e3494d08c129', 'padbxapfns1rx2'),
	('4afaf49413295c489ec9e3494d08c129', 'pavkvw4frne31e');
INSERT INTO public.import_ids VALUES
	('4afaf49413295c489ec9e3494d08c129', 'pawwqnjnm691pc'),
	('4afaf49413295c489ec9e3494d08c129', 'pbd9mphh11m6dh'),
	('4afaf49413295c489ec9e3494d08c129', 'pbh25d8k3882wb'),
	('4afaf49413295c489ec9e3494d08c129', 'pc838pgj9w71j5'),
	('4afaf49413295c489ec9e3494d08c129', 'pcc1hjy54mjjek'),
	('4afaf49413295c489ec9e3494d08c129', 'pcp300z0j3pv39'),
	('4afaf49413295c489ec9e3494d08c129', 'pcqtkzg7f7mwwe'),
	('4afaf49413295c489ec9e3494d08c129', 'pd8a5xapt0jp7d'),
	('4afaf49413295c489ec9e3494d08c129', 'pdvr5ash9pw9b7'),
	('4afaf49413295c489ec9e3494d08c129', 'pdzwjsfv2tjq6s'),
	('4afaf49413295c489ec9e3494d08c129', 'pe574rgrk2m50k'),
	('4afaf49413295c489ec9e3494d08c129', 'peexj3natbqa6p'),
	('4afaf49413295c489ec9e3494d08c129', 'pekbpmz511d1g8'),
	('4afaf49413295c489ec9e3494d08c129', 'pezvfhkawys150'),
	('4afaf49413295c489ec9e3494d08c129', 'pf5p01kf2d1ftz'),
	('4afaf49413295c489ec9e3494d08c129', 'pfbr03asbbkg6x'),
	('4afaf49413295c489ec9e3494d08c129', 'pfbrw8235djkp1'),
	('4afaf49413295c489ec9e3494d08c129', 'pfcyyxfqjqzj81'),
	('4afaf49413295c489ec9e3494d08c129', 'pfhmmbh24y4aj1'),
	('4afaf49413295c489ec9e3494d08c129', 'pfpqfqrd1km72k'),
	('4afaf49413295c489ec9e3494d08c129', 'pfz9ev410skxfz'),
	('4afaf49413295c489ec9e3494d08c129', 'odd');


--
-- Data for Name: import_pages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.import_pages VALUES
	('5219bf2af550c5292691276d9ca75b07', 1, '6582fbc3e41241fcc63af6a7606c7100f01476fda215597ee3be03cc22e925d2', '2026-11-30 19:54:26.044463+00', '{"applied":60}', '{}', NULL),
	('5219bf2af550c5292691276d9ca75b07', 2, '46480817a2af0329d1b4c29c088450033af0915b7382e3ba03b4901a20d3d52b', '2026-11-30 19:54:27.087733+00', '{"rejected":3}', '{}', NULL),
	('4afaf49413295c489ec9e3494d08c129', 1, '559f3b317973b8d367f7fe6d45c86abe6f5c9682e2776454ee93fad246088532', '2026-11-30 19:54:28.124546+00', '{"applied":60}', '{}', NULL),
	('4afaf49413295c489ec9e3494d08c129', 2, '46480817a2af0329d1b4c29c088450033af0915b7382e3ba03b4901a20d3d52b', '2026-11-30 19:54:35.623934+00', '{"rejected":3}', '{}', NULL);


--
-- Data for Name: imports; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.imports VALUES
	('5219bf2af550c5292691276d9ca75b07', 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'canonical', true, 'done_with_rejects', '2026-11-30 19:54:25.844121+00', '2026-11-30 19:54:27.596445+00', '{"applied":60,"rejected":3}', '{}', 0, false, NULL, NULL, false),
	('4afaf49413295c489ec9e3494d08c129', 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'canonical', true, 'done_with_rejects', '2026-11-30 19:54:27.956063+00', '2026-11-30 19:54:36.006681+00', '{"applied":60,"rejected":3}', '{}', 0, false, NULL, NULL, false);


--
-- Data for Name: instances; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.instances VALUES
	('e2f4683f10694983b40c3c7098dc51fa', '8466fd6e55182b33ea61fe216b36213f', 'production', 'hubspot', 'connected', 1, 'c80f098ca8b24e5f8ee87247044b35b6', '{"api":"http://127.0.0.1:35591","portal_id":"62515"}', '{"crm_admin":"U1","agreed_at":"2020-03-02T09:00:00Z"}', '2026-11-30 19:54:23.459729+00', NULL, NULL, NULL, NULL);


--
-- Data for Name: jobs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.jobs VALUES
	('movers-2026-11-30-e2f4683f10694983b40c3c7098dc51fa', '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'movers', '{}', 'done', '{}', '{"people":0,"share":0.155461,"by_age":[]}', 'onematch', '2026-11-30 19:54:29.099741+00', NULL, '2026-11-30 19:54:29.696901+00'),
	('drift-import-4afaf49413295c489ec9e3494d08c129', '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'drift', '{"kind":"person","import":"4afaf49413295c489ec9e3494d08c129"}', 'waiting', '{}', NULL, 'onematch', '2026-11-30 19:54:36.006681+00', '2026-11-30 19:55:06.319521+00', NULL),
	('42d7898db0ef88fd899bca9b1539daa0', '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'export', '{}', 'done', '{}', '{"file":"onematch-production.zip","media_type":"application/zip","rows":{"accounts":59,"contacts":59,"leads":0,"opportunities":40,"users":3,"judgements":3,"same_records":0,"saves":18,"activities":1}}', '549ddfe5a6cfbbe62ac7ed5407b238ca', '2026-11-30 19:54:39.613477+00', NULL, '2026-11-30 19:54:40.232827+00'),
	('drift-import-5219bf2af550c5292691276d9ca75b07', '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'drift', '{"kind":"company","import":"5219bf2af550c5292691276d9ca75b07"}', 'waiting', '{}', NULL, 'onematch', '2026-11-30 19:54:27.596445+00', '2026-11-30 19:55:29.873325+00', NULL);


--
-- Data for Name: judgement_batches; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.judgement_batches VALUES
	('d581b5e4178f10d556457053cae2c4ed', 'e2f4683f10694983b40c3c7098dc51fa', 'f4e8022906f6b7f4af5d0cebd9aa3b60', '[{"seq":1,"object":"contact","record_id":"paa8z6a3gktdea","profile_id":null,"verdict":"nobody"}]', '2026-11-30 19:54:38.941308+00', NULL);


--
-- Data for Name: kept_deletions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.keys VALUES
	('43c3c1287dd44884b2537ec02b0c5afa', '\x02a77d1f9df3ea7d2e1c43d5c084740db8c3b1231ec7b1f4fe7b02411546389c1df9115ad2d5699e85c16373e84724eb4365c7728932a5fe48c9fa2c', '2026-11-30 19:54:22.264861+00', NULL),
	('c80f098ca8b24e5f8ee87247044b35b6', '\xd574744d603775fd8982572bc06882ad475e37370e642c3be04351178268b1dfc7c97d9ab8d2e25d128bcb817b1ac5f7a5428c37c1f8dd13d88ff567', '2026-11-30 19:54:23.459729+00', NULL),
	('cc619ab6cb3d47e2be49013787a19c21', NULL, '2026-11-30 19:54:41.398949+00', '2026-11-30 19:54:59.543211+00'),
	('61d15960ceb048978a0e396aebf38633', NULL, '2026-11-30 19:54:40.659456+00', '2026-11-30 19:54:59.543211+00');


--
-- Data for Name: leases; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: link_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.link_history VALUES
	(1, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a0dq6rsk576eny', 'company', 'unmatched', NULL, 0.010924, 0.000751, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["country differs (-3.5)","a word in common (-0.2)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(2, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a11h0h83h744dm', 'company', 'linked', 'c7m6fxawrr1gtr', 0.994014, 0.994014, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(3, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a12pqw2q2sxbv3', 'company', 'linked', 'c2cdnyy57s0e5d', 0.994726, 0.994711, NULL, 'c62w4tek56qkvx', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same street and house (+5.9)","similar city (+5.6)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(4, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a14v0xbwqj7k88', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(5, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a19xy173gxf532', 'company', 'linked', 'c6fdxq2dk4czgp', 0.993153, 0.993067, -7.7e-05, 'caneamdyfgbdzs', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(6, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1s2rqq7xz7myt', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(7, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1xgza01xg34c6', 'company', 'linked', 'c60e05rf0qtnpe', 0.995223, 0.995212, NULL, 'c4n6fze3hfjeq1', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(8, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a24p9bdhxry0yw', 'company', 'linked', 'cdy1r548fewn52', 0.99228, 0.992262, NULL, 'c4tdtes40915ym', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)","same industry (+5.7)","phone differs (-1.5)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(9, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a26yzw3m38q48m', 'company', 'linked', 'cfa6nzbkc9cxr1', 0.991979, 0.991958, 0.007392, 'c6fdxq2dk4czgp', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(10, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a28q40t86z4spq', 'company', 'linked', 'c0wphrqfrdv3h6', 0.991934, 0.991915, -0.001409, 'c9mstmsx8f1hyz', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)","same domain (+6.0)","same city (+5.6)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(11, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2r1tacvce4hkz', 'company', 'duplicate', 'ceap5sec7kycp3', 0.992739, 0.992691, 0.000106, 'c62w4tek56qkvx', 'account', 'aamhg1srgnc0w0', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(12, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2s7y0bb8hfqwt', 'company', 'duplicate', 'cczksatvxgp8br', 0.99409, 0.994075, 0.001059, 'c0ybrdzc2mr21y', 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same city (+4.6)","phone differs (-1.5)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(13, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a342g4dfqzwf30', 'company', 'duplicate', 'c6fdxq2dk4czgp', 0.99323, 0.993129, -7.7e-05, 'caneamdyfgbdzs', 'account', 'a19xy173gxf532', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(14, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a3p29f7z9yjd5j', 'company', 'duplicate', 'cfa6nzbkc9cxr1', 0.984587, 0.984528, 0.007392, 'cekke3sx8k2295', 'account', 'a26yzw3m38q48m', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(15, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4amkk2v9grjk7', 'company', 'linked', 'cdw0ec7cx2sc9p', 0.977549, 0.977549, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["two words or an acronym in common (+4.1)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(16, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4c5f710bek00s', 'company', 'linked', 'cc9tc4n2w487t9', 0.995295, 0.995295, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same city (+5.6)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(17, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4k0dbn4prqjew', 'company', 'linked', 'c0bjx4x9sc35gr', 0.91578, 0.905121, NULL, 'c360s30qg8sx22', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(18, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4mn1s3qjb1hkk', 'company', 'linked', 'c28xn82gnq7smx', 0.989108, 0.989051, 0.00033, 'c4785q823za2fz', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)","phone one digit apart (+3.6)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(19, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4sfb5qcy31g12', 'company', 'linked', 'c9p05xdaa74k1m', 0.982274, 0.982228, NULL, 'c2ahn8pfp1vbt2', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["very similar name or alias (+6.1)","country differs (-3.5)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(20, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5a75s27ct3jzx', 'company', 'duplicate', 'cczksatvxgp8br', 0.995102, 0.995102, 4.7e-05, NULL, 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(21, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5fsteg0hrxn5x', 'company', 'duplicate', 'c28xn82gnq7smx', 0.988778, 0.988722, 0.00033, 'c4785q823za2fz', 'account', 'a4mn1s3qjb1hkk', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(22, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a61xaqm5c3eswt', 'company', 'linked', 'c0ybrdzc2mr21y', 0.995113, 0.995113, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(23, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a69fx1xq24v037', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(24, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6fvg6vj8twxs3', 'company', 'linked', 'c5rcap835x0sax', 0.992894, 0.992844, NULL, 'cd89ctsshe1t3w', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same city (+5.6)","same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(25, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6rq04vzjgqt9b', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(26, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a714b0s9rb54bk', 'company', 'linked', 'cfn1x2jqkbx0e4', 0.99525, 0.99525, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(27, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a77f3kckpj99ma', 'company', 'unmatched', NULL, 0.028687, 0.023922, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["name differs (-6.7)","domain differs (-5.4)","industry differs (-5.3)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(28, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7bajgwfx9cpaa', 'company', 'linked', 'c450rrhkze1a6s', 0.994234, 0.99422, NULL, 'ca0k9x7h7pwskf', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same postal code (+5.2)","phone differs (-1.5)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(29, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7efxgwrewb3r8', 'company', 'linked', 'cd7zz4g368jvv8', 0.993354, 0.993354, -0.001675, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)","same city (+5.6)","similar street (+3.6)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(30, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7j4ag7nms4sra', 'company', 'linked', 'c2jbhekg4b0dsy', 0.995284, 0.995284, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same industry (+4.7)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(31, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7kqy6agz1qpp1', 'company', 'linked', 'cemz65mey44a86', 0.995152, 0.99514, NULL, 'cakaycpsxhh1p3', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(32, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a851p0hnaye32m', 'company', 'linked', 'c52mpt9c36gyqs', 0.995059, 0.995047, NULL, 'ca0k9x7h7pwskf', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same industry (+5.7)","same city (+5.6)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(33, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a85a85wxcphgxt', 'company', 'unmatched', NULL, 0.018114, 0.012642, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["name differs (-6.7)","city differs (-5.9)","postal differs (-4.1)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(34, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a89mkr0bxgrf24', 'company', 'duplicate', 'c0wphrqfrdv3h6', 0.993343, 0.993327, -0.001409, 'c9mstmsx8f1hyz', 'account', 'a28q40t86z4spq', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(35, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8abv5sar8t6rv', 'company', 'linked', 'c0zqxh4779fsws', 0.995284, 0.995284, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same city (+5.6)","same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(36, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8fc8da0pzka04', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(37, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8wkmnvk7mf1ad', 'company', 'duplicate', 'cd89ctsshe1t3w', 0.979827, 0.979454, 0.014372, 'c5rcap835x0sax', 'account', 'a9pe6mq4brg5n8', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(38, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a90ka0157tmkvm', 'company', 'linked', 'ca0k9x7h7pwskf', 0.995209, 0.995198, NULL, 'c52mpt9c36gyqs', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same city (+5.6)","same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(39, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a91fyvknd3w9ae', 'company', 'unmatched', NULL, 0.016356, 0.002876, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a word in common (-0.2)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(40, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a98crxw90156qx', 'company', 'linked', 'ca8qs9616jjc2d', 0.995136, 0.995124, NULL, 'cakaycpsxhh1p3', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","similar city (+5.6)","same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(41, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9bwy10g78f5ns', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(42, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9pe6mq4brg5n8', 'company', 'linked', 'cd89ctsshe1t3w', 0.994199, 0.994165, 0.014372, 'c5rcap835x0sax', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same city (+5.6)","same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(43, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aa2bf5yss8y0f3', 'company', 'linked', 'cc3ffrxaq4001j', 0.994644, 0.994628, NULL, 'cfa6nzbkc9cxr1', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(44, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aaktvxph894q3j', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(45, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aamhg1srgnc0w0', 'company', 'linked', 'ceap5sec7kycp3', 0.992845, 0.992795, 0.000106, 'c62w4tek56qkvx', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(46, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'ab17n7cytc6etq', 'company', 'linked', 'c360s30qg8sx22', 0.990509, 0.990148, NULL, 'c0bjx4x9sc35gr', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same city (+5.6)","same name (+5.4)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(47, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'abc94bt9apf8gq', 'company', 'linked', 'c5h60ggvyz65xh', 0.995284, 0.995284, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same city (+5.6)","same name (+5.4)","same industry (+3.7)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(48, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'abna9yenwn9fga', 'company', 'linked', 'cczksatvxgp8br', 0.995149, 0.995136, 0, 'c0ybrdzc2mr21y', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same city (+4.6)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(49, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'acrs35156rtytc', 'company', 'duplicate', 'cczksatvxgp8br', 0.995149, 0.995136, 0, 'c0ybrdzc2mr21y', 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same city (+4.6)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(50, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'acwvsn8d5cjr9j', 'company', 'review', 'c7sb76asrmw6h7', 0.867506, 0.867506, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["two words or an acronym in common (+4.1)"]', 'import', '2026-11-30 19:54:26.044463+00');
INSERT INTO public.link_history VALUES
	(51, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'adajng9mntj5z5', 'company', 'linked', 'c1h5x6e48y695s', 0.990044, 0.990044, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(52, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aday4bayept9vf', 'company', 'unmatched', NULL, 0.047384, 0.044609, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["name differs (-6.7)","city differs (-5.9)","postal differs (-4.1)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(53, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'adgtyn1pcbzscv', 'company', 'linked', 'c62w4tek56qkvx', 0.935377, 0.935377, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["two words or an acronym in common (+4.1)","country differs (-3.5)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(54, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'adqkef2k4aqzre', 'company', 'duplicate', 'cd7zz4g368jvv8', 0.995029, 0.995029, -0.001675, NULL, 'account', 'a7efxgwrewb3r8', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(55, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aegrv5vchs70fg', 'company', 'linked', 'cakaycpsxhh1p3', 0.990918, 0.990895, NULL, 'cemz65mey44a86', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(56, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aejnq10pfs3bsw', 'company', 'duplicate', 'cczksatvxgp8br', 0.995102, 0.995102, 4.7e-05, NULL, 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(57, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aeremjchfe4tmj', 'company', 'duplicate', 'cczksatvxgp8br', 0.995138, 0.995125, 1.1e-05, 'c0ybrdzc2mr21y', 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same city (+4.6)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(58, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aetzq1eh7ge0dz', 'company', 'linked', 'c2ahn8pfp1vbt2', 0.994982, 0.994969, NULL, 'c9p05xdaa74k1m', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same postal code (+5.2)","same country (+3.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(59, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'afeewsc0brmzd9', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(60, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'afjt84wg2qt95q', 'company', 'linked', 'c7sb76asrmw6h7', 0.994012, 0.994012, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', 'import', '2026-11-30 19:54:26.044463+00'),
	(61, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p07fyzwr8yzsz5', 'person', 'review', 'm2gaqnjmpkj9pe', 0.961463, 0.953898, NULL, 'mdxdwtexwey81q', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","same region (+3.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(62, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p08xxg2h111r5c', 'person', 'review', 'mak91t9xpytehk', 0.967276, 0.956559, NULL, 'mc9hwjmx070srf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","very similar last name (+4.9)","same city (+3.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(63, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p0a6anydv7p0s6', 'person', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["no profile comes near"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(64, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p194g697bbzvsz', 'person', 'review', 'm2vndw6f7tkr4q', 0.975979, 0.971544, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(65, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p1vw3raey8c1q9', 'person', 'review', 'm081mgh6cwqhaz', 0.947876, 0.947876, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same city (+5.3)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(66, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p28eavkvmf85xc', 'person', 'duplicate', 'mbg4fv6tryddh9', 0.980142, 0.976431, 0.000811, 'maw25g50zz2b6z', 'contact', 'p37s4w740rfjsf', 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same company (+5.7)","same city (+5.3)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(67, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2bg3rjy8qq6gt', 'person', 'review', 'm6dsmrkc3b6ka3', 0.925233, 0.910102, NULL, 'm1mn78mg24f7qf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","first differs (-3.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(68, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2c5x5vjzf2pmb', 'person', 'review', 'mcyz463dx5jkkp', 0.976925, 0.97305, NULL, 'm8p90pqmfke9hq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)","same title (+4.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(69, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2j76xaj1q7zg4', 'person', 'review', 'mazds9cdjzh80c', 0.306707, 0.223868, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same street and house (+6.0)","same city (+5.3)","same last name (+5.2)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(70, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p354azny7txjf3', 'person', 'review', 'ma451vrpq6rhfn', 0.624084, 0.565954, NULL, 'm3d70rgtdp0nwq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+5.2)","same name or nickname (+4.8)","company differs (-2.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(71, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p37s4w740rfjsf', 'person', 'linked', 'mbg4fv6tryddh9', 0.980953, 0.977225, 0.000811, 'maw25g50zz2b6z', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same company (+5.7)","same title (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(72, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3dwg3skd1w8nc', 'person', 'review', 'mbg4fv6tryddh9', 0.813514, 0.78349, NULL, 'maw25g50zz2b6z', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)","company differs (-2.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(73, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3ea94xjxk81ev', 'person', 'review', 'm6tpz93x67js55', 0.975729, 0.970998, NULL, 'm5zpy9w94nbsxw', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same birth date (+6.0)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(74, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3f819h12sxqyy', 'person', 'review', 'mf5vr88zhvxb9k', 0.96643, 0.96643, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same company (+5.7)","very similar first name, or swapped (+4.1)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(75, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3p4jv49q0g71r', 'person', 'linked', 'm3phhhtsp1en7n', 0.981405, 0.977914, NULL, 'maptgdcf3vt8gc', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(76, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p44tp0a785t1a1', 'person', 'linked', 'mbymhcmn0j49yq', 0.981133, 0.977226, NULL, 'mbytj1q7yye2d7', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(77, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p45q62yd6kx870', 'person', 'review', 'm1n7a05z43e4m2', 0.416494, 0.301026, NULL, 'mc19j0c4n5ggfk', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same company (+5.7)","first differs (-3.6)","postal differs (-1.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(78, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p46h0vs0ht1ade', 'person', 'review', 'makft19j8dc1jc', 0.977174, 0.973275, NULL, 'm1pcfs6c31gxvc', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same city (+3.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(79, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p498yg64eh86as', 'person', 'review', 'm0c4cr1rmtkkyt', 0.943337, 0.928711, NULL, 'm4d7fffq5qvmv2', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same street and house (+6.0)","same last name (+4.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(80, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p52k6t2cjxkr1t', 'person', 'review', 'm4d7fffq5qvmv2', 0.971401, 0.960591, NULL, 'm920gxe1k26b83', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+4.7)","same city (+4.3)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(81, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5hyd2pj33gc39', 'person', 'review', 'm7x8tyeg58qqtd', 0.93134, 0.93134, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(82, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5j4nc55dytyck', 'person', 'review', 'm1bjnyc77bv9ps', 0.975619, 0.971488, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+4.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(83, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5nkh2sjkr7pvx', 'person', 'review', 'm920gxe1k26b83', 0.796305, 0.594475, NULL, 'm4d7fffq5qvmv2', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+4.7)","same city (+4.3)","same postal code (+4.1)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(84, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5qymv7pz3v584', 'person', 'review', 'mbymhcmn0j49yq', 0.599647, 0.369998, NULL, 'mbytj1q7yye2d7', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same birth date (+6.0)","last differs (-3.8)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(85, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5v69sv5byh2tp', 'person', 'review', 'm3wx30exq00dg9', 0.255405, 0.148437, NULL, 'm1mn78mg24f7qf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","first differs (-3.6)","company differs (-2.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(86, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p6jnb3j3gg6ymm', 'person', 'review', 'm1pcfs6c31gxvc', 0.946091, 0.937142, NULL, 'm34t40p1pvncnh', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+4.7)","title differs (-2.4)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(87, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7e65z7z2zs3nz', 'person', 'review', 'm7x8tyeg58qqtd', 0.964994, 0.964994, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same city (+5.3)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(88, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7stf7kte84t4r', 'person', 'review', 'm6egh37np8b9ag', 0.967145, 0.967145, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(89, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7y0wz0yrvzy54', 'person', 'review', 'mc9hwjmx070srf', 0.975763, 0.970606, NULL, 'meb8wbe47evt5t', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+4.7)","similar company (+3.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(90, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p85d10zmenexah', 'person', 'review', 'mbg4fv6tryddh9', 0.832044, 0.809501, NULL, 'maw25g50zz2b6z', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)","company differs (-2.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(91, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p8c5xyjk21hny1', 'person', 'linked', 'mak91t9xpytehk', 0.979782, 0.976154, NULL, 'mc9hwjmx070srf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same birth date (+6.0)","same title (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(92, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9bcc12qqqcxja', 'person', 'linked', 'mefsja80msbba2', 0.980372, 0.976872, NULL, 'm6w4r8yact4sv9', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(93, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9jcqmn1tn0xmw', 'person', 'review', 'mb1x4t4qh6sv0t', 0.53875, 0.491354, NULL, 'm9rx97gdbpq3qz', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","same postal code (+5.1)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(94, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9mfcb6r3fxew5', 'person', 'review', 'm89119n5n788tj', 0.963203, 0.955562, NULL, 'm7dm4v6rcgxste', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same phone (+5.8)","same title (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(95, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa0mw04npga87x', 'person', 'review', 'mfkxq0hpsr7xq0', 0.963649, 0.963649, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(96, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa4pdydakczypq', 'person', 'linked', 'm45dqbat53df5q', 0.981805, 0.977569, NULL, 'ma02vgy5czpt9q', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same title (+5.7)","same last name (+5.2)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(97, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'paa8z6a3gktdea', 'person', 'linked', 'm7afjgr2fvnc8p', 0.980029, 0.976067, NULL, 'makft19j8dc1jc', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(98, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'padbxapfns1rx2', 'person', 'review', 'm2ctjna5zvczqq', 0.937951, 0.849462, NULL, 'mazds9cdjzh80c', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+5.2)","same postal code (+5.1)","same first name (+5.1)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(99, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pavkvw4frne31e', 'person', 'review', 'mazds9cdjzh80c', 0.956566, 0.934003, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same company (+5.7)","same last name (+5.2)","same name or nickname (+4.8)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(100, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pawwqnjnm691pc', 'person', 'review', 'ma451vrpq6rhfn', 0.323077, 0.016156, NULL, 'me0qxqx1022ke8', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["another candidate comes as close","same last name (+5.2)","same name or nickname (+4.8)"]', 'import', '2026-11-30 19:54:28.124546+00');
INSERT INTO public.link_history VALUES
	(101, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbd9mphh11m6dh', 'person', 'review', 'ma451vrpq6rhfn', 0.737302, 0.697025, NULL, 'mekqzvy5dsrtvf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+5.2)","same name or nickname (+4.8)","same region (+3.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(102, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbh25d8k3882wb', 'person', 'review', 'm9pd6kfr61dend', 0.970819, 0.963675, NULL, 'ma02vgy5czpt9q', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+3.4)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(103, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pc838pgj9w71j5', 'person', 'review', 'm34t40p1pvncnh', 0.839016, 0.808493, NULL, 'm2yffhz6vt1hvh', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+5.1)","same last name (+4.7)","region differs (-1.8)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(104, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcc1hjy54mjjek', 'person', 'review', 'mbmamy4mw6wre0', 0.9594, 0.9594, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","same postal code (+5.1)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(105, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcp300z0j3pv39', 'person', 'review', 'm5zpy9w94nbsxw', 0.941168, 0.931227, NULL, 'mb1x4t4qh6sv0t', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","company differs (-2.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(106, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcqtkzg7f7mwwe', 'person', 'review', 'm0drbpdkq542f9', 0.97711, 0.971605, NULL, 'm0kcy0g37vdyn8', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same phone (+5.8)","a last name in common, or swapped (+4.9)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(107, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pd8a5xapt0jp7d', 'person', 'review', 'm7x8tyeg58qqtd', 0.930962, 0.930962, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","region differs (-1.8)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(108, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdvr5ash9pw9b7', 'person', 'review', 'ma68f1s4nnvah5', 0.881121, 0.856234, NULL, 'm8hamjw0dt7vf1', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["a last name in common, or swapped (+4.9)","very similar first name, or swapped (+4.1)","title differs (-2.4)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(109, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdzwjsfv2tjq6s', 'person', 'review', 'm8hamjw0dt7vf1', 0.912245, 0.892172, NULL, 'ma68f1s4nnvah5', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same company (+5.7)","same last name (+5.2)","similar first name or same initial (+2.4)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(110, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pe574rgrk2m50k', 'person', 'review', 'm2yffhz6vt1hvh', 0.238764, 0.030661, NULL, 'mad8b3543yvkad', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["another candidate comes as close","last differs (-3.8)","first differs (-3.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(111, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'peexj3natbqa6p', 'person', 'review', 'mf5vr88zhvxb9k', 0.944897, 0.944897, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+5.7)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(112, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pekbpmz511d1g8', 'person', 'review', 'mbymhcmn0j49yq', 0.709322, 0.677398, NULL, 'mbytj1q7yye2d7', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","a last name in common, or swapped (+4.9)","country differs (-3.4)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(113, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pezvfhkawys150', 'person', 'review', 'm0drbpdkq542f9', 0.962337, 0.955846, NULL, 'm0kcy0g37vdyn8', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+2.9)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(114, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pf5p01kf2d1ftz', 'person', 'review', 'm6egh37np8b9ag', 0.929377, 0.929377, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same street and house (+6.0)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(115, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbr03asbbkg6x', 'person', 'review', 'mf5vr88zhvxb9k', 0.873154, 0.873154, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same company (+5.7)","similar first name or same initial (+2.4)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(116, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbrw8235djkp1', 'person', 'review', 'ma68f1s4nnvah5', 0.910404, 0.8939, NULL, 'mecdvrbgyf1prb', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(117, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfcyyxfqjqzj81', 'person', 'review', 'mazds9cdjzh80c', 0.356313, 0.265166, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same street and house (+6.0)","same city (+5.3)","same last name (+5.2)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(118, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfhmmbh24y4aj1', 'person', 'review', 'm9rx97gdbpq3qz', 0.966888, 0.966888, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same birth date (+6.0)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(119, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfpqfqrd1km72k', 'person', 'review', 'mbfpjdz1jk7p55', 0.52331, 0.52331, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","company differs (-2.6)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(120, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfz9ev410skxfz', 'person', 'review', 'ma02vgy5czpt9q', 0.505339, 0.371572, NULL, 'm86s1mfw19xjs5', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["last differs (-3.8)","first differs (-3.6)","same company (+3.4)"]', 'import', '2026-11-30 19:54:28.124546+00'),
	(121, 'e2f4683f10694983b40c3c7098dc51fa', 'account', 'aegrv5vchs70fg', 'company', 'gone', 'cakaycpsxhh1p3', 0.990918, 0.990895, NULL, 'cemz65mey44a86', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', 'import', '2026-11-30 19:54:36.30469+00'),
	(122, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p354azny7txjf3', 'person', 'review', 'ma451vrpq6rhfn', 0.566354, 0.502191, NULL, 'm3d70rgtdp0nwq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+5.2)","same name or nickname (+4.8)","company differs (-2.6)"]', 'import', '2026-11-30 19:54:36.30469+00'),
	(123, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7stf7kte84t4r', 'person', 'gone', 'm6egh37np8b9ag', 0.967145, 0.967145, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"]', 'import', '2026-11-30 19:54:36.30469+00'),
	(124, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'paa8z6a3gktdea', 'person', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'user', 1, '904f7defaea8+9b1274c5fa4d.0', 'stated', '["a user said that no profile is this record"]', 'statement', '2026-11-30 19:54:38.941308+00'),
	(125, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3p4jv49q0g71r', 'person', 'linked', 'mbymhcmn0j49yq', 1, 0.767309, 0.018867, 'maptgdcf3vt8gc', NULL, NULL, 'user', 3, '904f7defaea8+9b1274c5fa4d.0', 'stated', '["a user said that the record is this profile"]', 'statement', '2026-11-30 19:54:39.215913+00'),
	(126, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p44tp0a785t1a1', 'person', 'duplicate', 'mbymhcmn0j49yq', 0.981133, 0.977226, 0.018867, 'mbytj1q7yye2d7', 'contact', 'p3p4jv49q0g71r', 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]', 'statement', '2026-11-30 19:54:39.215913+00');


--
-- Data for Name: links; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.links VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a0dq6rsk576eny', 'company', 'unmatched', NULL, 0.010924, 0.000751, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["country differs (-3.5)","a word in common (-0.2)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a11h0h83h744dm', 'company', 'linked', 'c7m6fxawrr1gtr', 0.994014, 0.994014, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a12pqw2q2sxbv3', 'company', 'linked', 'c2cdnyy57s0e5d', 0.994726, 0.994711, NULL, 'c62w4tek56qkvx', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same street and house (+5.9)","similar city (+5.6)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a14v0xbwqj7k88', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a19xy173gxf532', 'company', 'linked', 'c6fdxq2dk4czgp', 0.993153, 0.993067, -7.7e-05, 'caneamdyfgbdzs', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1s2rqq7xz7myt', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1xgza01xg34c6', 'company', 'linked', 'c60e05rf0qtnpe', 0.995223, 0.995212, NULL, 'c4n6fze3hfjeq1', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a24p9bdhxry0yw', 'company', 'linked', 'cdy1r548fewn52', 0.99228, 0.992262, NULL, 'c4tdtes40915ym', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)","same industry (+5.7)","phone differs (-1.5)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a26yzw3m38q48m', 'company', 'linked', 'cfa6nzbkc9cxr1', 0.991979, 0.991958, 0.007392, 'c6fdxq2dk4czgp', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a28q40t86z4spq', 'company', 'linked', 'c0wphrqfrdv3h6', 0.991934, 0.991915, -0.001409, 'c9mstmsx8f1hyz', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)","same domain (+6.0)","same city (+5.6)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2r1tacvce4hkz', 'company', 'duplicate', 'ceap5sec7kycp3', 0.992739, 0.992691, 0.000106, 'c62w4tek56qkvx', 'account', 'aamhg1srgnc0w0', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2s7y0bb8hfqwt', 'company', 'duplicate', 'cczksatvxgp8br', 0.99409, 0.994075, 0.001059, 'c0ybrdzc2mr21y', 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same city (+4.6)","phone differs (-1.5)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a342g4dfqzwf30', 'company', 'duplicate', 'c6fdxq2dk4czgp', 0.99323, 0.993129, -7.7e-05, 'caneamdyfgbdzs', 'account', 'a19xy173gxf532', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a3p29f7z9yjd5j', 'company', 'duplicate', 'cfa6nzbkc9cxr1', 0.984587, 0.984528, 0.007392, 'cekke3sx8k2295', 'account', 'a26yzw3m38q48m', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4amkk2v9grjk7', 'company', 'linked', 'cdw0ec7cx2sc9p', 0.977549, 0.977549, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["two words or an acronym in common (+4.1)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4c5f710bek00s', 'company', 'linked', 'cc9tc4n2w487t9', 0.995295, 0.995295, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same city (+5.6)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4k0dbn4prqjew', 'company', 'linked', 'c0bjx4x9sc35gr', 0.91578, 0.905121, NULL, 'c360s30qg8sx22', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4mn1s3qjb1hkk', 'company', 'linked', 'c28xn82gnq7smx', 0.989108, 0.989051, 0.00033, 'c4785q823za2fz', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same name (+5.4)","phone one digit apart (+3.6)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4sfb5qcy31g12', 'company', 'linked', 'c9p05xdaa74k1m', 0.982274, 0.982228, NULL, 'c2ahn8pfp1vbt2', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["very similar name or alias (+6.1)","country differs (-3.5)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5a75s27ct3jzx', 'company', 'duplicate', 'cczksatvxgp8br', 0.995102, 0.995102, 4.7e-05, NULL, 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5fsteg0hrxn5x', 'company', 'duplicate', 'c28xn82gnq7smx', 0.988778, 0.988722, 0.00033, 'c4785q823za2fz', 'account', 'a4mn1s3qjb1hkk', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a61xaqm5c3eswt', 'company', 'linked', 'c0ybrdzc2mr21y', 0.995113, 0.995113, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a69fx1xq24v037', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6fvg6vj8twxs3', 'company', 'linked', 'c5rcap835x0sax', 0.992894, 0.992844, NULL, 'cd89ctsshe1t3w', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same city (+5.6)","same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6rq04vzjgqt9b', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a714b0s9rb54bk', 'company', 'linked', 'cfn1x2jqkbx0e4', 0.99525, 0.99525, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a77f3kckpj99ma', 'company', 'unmatched', NULL, 0.028687, 0.023922, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["name differs (-6.7)","domain differs (-5.4)","industry differs (-5.3)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7bajgwfx9cpaa', 'company', 'linked', 'c450rrhkze1a6s', 0.994234, 0.99422, NULL, 'ca0k9x7h7pwskf', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same postal code (+5.2)","phone differs (-1.5)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7efxgwrewb3r8', 'company', 'linked', 'cd7zz4g368jvv8', 0.993354, 0.993354, -0.001675, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)","same city (+5.6)","similar street (+3.6)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7j4ag7nms4sra', 'company', 'linked', 'c2jbhekg4b0dsy', 0.995284, 0.995284, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same industry (+4.7)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7kqy6agz1qpp1', 'company', 'linked', 'cemz65mey44a86', 0.995152, 0.99514, NULL, 'cakaycpsxhh1p3', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a851p0hnaye32m', 'company', 'linked', 'c52mpt9c36gyqs', 0.995059, 0.995047, NULL, 'ca0k9x7h7pwskf', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same industry (+5.7)","same city (+5.6)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a85a85wxcphgxt', 'company', 'unmatched', NULL, 0.018114, 0.012642, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["name differs (-6.7)","city differs (-5.9)","postal differs (-4.1)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a89mkr0bxgrf24', 'company', 'duplicate', 'c0wphrqfrdv3h6', 0.993343, 0.993327, -0.001409, 'c9mstmsx8f1hyz', 'account', 'a28q40t86z4spq', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8abv5sar8t6rv', 'company', 'linked', 'c0zqxh4779fsws', 0.995284, 0.995284, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same city (+5.6)","same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8fc8da0pzka04', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8wkmnvk7mf1ad', 'company', 'duplicate', 'cd89ctsshe1t3w', 0.979827, 0.979454, 0.014372, 'c5rcap835x0sax', 'account', 'a9pe6mq4brg5n8', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a90ka0157tmkvm', 'company', 'linked', 'ca0k9x7h7pwskf', 0.995209, 0.995198, NULL, 'c52mpt9c36gyqs', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same street and house (+5.9)","same city (+5.6)","same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a91fyvknd3w9ae', 'company', 'unmatched', NULL, 0.016356, 0.002876, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a word in common (-0.2)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a98crxw90156qx', 'company', 'linked', 'ca8qs9616jjc2d', 0.995136, 0.995124, NULL, 'cakaycpsxhh1p3', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","similar city (+5.6)","same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9bwy10g78f5ns', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9pe6mq4brg5n8', 'company', 'linked', 'cd89ctsshe1t3w', 0.994199, 0.994165, 0.014372, 'c5rcap835x0sax', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same domain (+6.0)","same city (+5.6)","same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aa2bf5yss8y0f3', 'company', 'linked', 'cc3ffrxaq4001j', 0.994644, 0.994628, NULL, 'cfa6nzbkc9cxr1', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aaktvxph894q3j', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aamhg1srgnc0w0', 'company', 'linked', 'ceap5sec7kycp3', 0.992845, 0.992795, 0.000106, 'c62w4tek56qkvx', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'ab17n7cytc6etq', 'company', 'linked', 'c360s30qg8sx22', 0.990509, 0.990148, NULL, 'c0bjx4x9sc35gr', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same city (+5.6)","same name (+5.4)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'abc94bt9apf8gq', 'company', 'linked', 'c5h60ggvyz65xh', 0.995284, 0.995284, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same city (+5.6)","same name (+5.4)","same industry (+3.7)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'abna9yenwn9fga', 'company', 'linked', 'cczksatvxgp8br', 0.995149, 0.995136, 0, 'c0ybrdzc2mr21y', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same phone (+5.9)","same name (+5.4)","same city (+4.6)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'acrs35156rtytc', 'company', 'duplicate', 'cczksatvxgp8br', 0.995149, 0.995136, 0, 'c0ybrdzc2mr21y', 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same city (+4.6)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'acwvsn8d5cjr9j', 'company', 'review', 'c7sb76asrmw6h7', 0.867506, 0.867506, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["two words or an acronym in common (+4.1)"]', '2026-11-30 19:54:26.044463+00');
INSERT INTO public.links VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adajng9mntj5z5', 'company', 'linked', 'c1h5x6e48y695s', 0.990044, 0.990044, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aday4bayept9vf', 'company', 'unmatched', NULL, 0.047384, 0.044609, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["name differs (-6.7)","city differs (-5.9)","postal differs (-4.1)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adgtyn1pcbzscv', 'company', 'linked', 'c62w4tek56qkvx', 0.935377, 0.935377, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["two words or an acronym in common (+4.1)","country differs (-3.5)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adqkef2k4aqzre', 'company', 'duplicate', 'cd7zz4g368jvv8', 0.995029, 0.995029, -0.001675, NULL, 'account', 'a7efxgwrewb3r8', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aejnq10pfs3bsw', 'company', 'duplicate', 'cczksatvxgp8br', 0.995102, 0.995102, 4.7e-05, NULL, 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aeremjchfe4tmj', 'company', 'duplicate', 'cczksatvxgp8br', 0.995138, 0.995125, 1.1e-05, 'c0ybrdzc2mr21y', 'account', 'abna9yenwn9fga', 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same city (+4.6)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aetzq1eh7ge0dz', 'company', 'linked', 'c2ahn8pfp1vbt2', 0.994982, 0.994969, NULL, 'c9p05xdaa74k1m', NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["same name (+5.4)","same postal code (+5.2)","same country (+3.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'afeewsc0brmzd9', 'company', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'afjt84wg2qt95q', 'company', 'linked', 'c7sb76asrmw6h7', 0.994012, 0.994012, NULL, NULL, NULL, NULL, 'model', NULL, '74279251145f+e82d1dca5111.0', 'shipped', '["a name or alias in common (+6.4)"]', '2026-11-30 19:54:26.044463+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p07fyzwr8yzsz5', 'person', 'review', 'm2gaqnjmpkj9pe', 0.961463, 0.953898, NULL, 'mdxdwtexwey81q', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","same region (+3.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p08xxg2h111r5c', 'person', 'review', 'mak91t9xpytehk', 0.967276, 0.956559, NULL, 'mc9hwjmx070srf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","very similar last name (+4.9)","same city (+3.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p0a6anydv7p0s6', 'person', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["no profile comes near"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p194g697bbzvsz', 'person', 'review', 'm2vndw6f7tkr4q', 0.975979, 0.971544, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p1vw3raey8c1q9', 'person', 'review', 'm081mgh6cwqhaz', 0.947876, 0.947876, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same city (+5.3)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p28eavkvmf85xc', 'person', 'duplicate', 'mbg4fv6tryddh9', 0.980142, 0.976431, 0.000811, 'maw25g50zz2b6z', 'contact', 'p37s4w740rfjsf', 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same company (+5.7)","same city (+5.3)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2bg3rjy8qq6gt', 'person', 'review', 'm6dsmrkc3b6ka3', 0.925233, 0.910102, NULL, 'm1mn78mg24f7qf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","first differs (-3.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2c5x5vjzf2pmb', 'person', 'review', 'mcyz463dx5jkkp', 0.976925, 0.97305, NULL, 'm8p90pqmfke9hq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)","same title (+4.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2j76xaj1q7zg4', 'person', 'review', 'mazds9cdjzh80c', 0.306707, 0.223868, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same street and house (+6.0)","same city (+5.3)","same last name (+5.2)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p37s4w740rfjsf', 'person', 'linked', 'mbg4fv6tryddh9', 0.980953, 0.977225, 0.000811, 'maw25g50zz2b6z', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same company (+5.7)","same title (+5.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3dwg3skd1w8nc', 'person', 'review', 'mbg4fv6tryddh9', 0.813514, 0.78349, NULL, 'maw25g50zz2b6z', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)","company differs (-2.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3ea94xjxk81ev', 'person', 'review', 'm6tpz93x67js55', 0.975729, 0.970998, NULL, 'm5zpy9w94nbsxw', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same birth date (+6.0)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3f819h12sxqyy', 'person', 'review', 'mf5vr88zhvxb9k', 0.96643, 0.96643, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same company (+5.7)","very similar first name, or swapped (+4.1)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p45q62yd6kx870', 'person', 'review', 'm1n7a05z43e4m2', 0.416494, 0.301026, NULL, 'mc19j0c4n5ggfk', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same company (+5.7)","first differs (-3.6)","postal differs (-1.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p46h0vs0ht1ade', 'person', 'review', 'makft19j8dc1jc', 0.977174, 0.973275, NULL, 'm1pcfs6c31gxvc', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same city (+3.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p498yg64eh86as', 'person', 'review', 'm0c4cr1rmtkkyt', 0.943337, 0.928711, NULL, 'm4d7fffq5qvmv2', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same street and house (+6.0)","same last name (+4.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p52k6t2cjxkr1t', 'person', 'review', 'm4d7fffq5qvmv2', 0.971401, 0.960591, NULL, 'm920gxe1k26b83', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+4.7)","same city (+4.3)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5hyd2pj33gc39', 'person', 'review', 'm7x8tyeg58qqtd', 0.93134, 0.93134, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5j4nc55dytyck', 'person', 'review', 'm1bjnyc77bv9ps', 0.975619, 0.971488, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+4.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5nkh2sjkr7pvx', 'person', 'review', 'm920gxe1k26b83', 0.796305, 0.594475, NULL, 'm4d7fffq5qvmv2', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+4.7)","same city (+4.3)","same postal code (+4.1)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5qymv7pz3v584', 'person', 'review', 'mbymhcmn0j49yq', 0.599647, 0.369998, NULL, 'mbytj1q7yye2d7', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same birth date (+6.0)","last differs (-3.8)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5v69sv5byh2tp', 'person', 'review', 'm3wx30exq00dg9', 0.255405, 0.148437, NULL, 'm1mn78mg24f7qf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","first differs (-3.6)","company differs (-2.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p6jnb3j3gg6ymm', 'person', 'review', 'm1pcfs6c31gxvc', 0.946091, 0.937142, NULL, 'm34t40p1pvncnh', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+4.7)","title differs (-2.4)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7e65z7z2zs3nz', 'person', 'review', 'm7x8tyeg58qqtd', 0.964994, 0.964994, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same city (+5.3)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7y0wz0yrvzy54', 'person', 'review', 'mc9hwjmx070srf', 0.975763, 0.970606, NULL, 'meb8wbe47evt5t', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+4.7)","similar company (+3.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p85d10zmenexah', 'person', 'review', 'mbg4fv6tryddh9', 0.832044, 0.809501, NULL, 'maw25g50zz2b6z', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)","company differs (-2.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p8c5xyjk21hny1', 'person', 'linked', 'mak91t9xpytehk', 0.979782, 0.976154, NULL, 'mc9hwjmx070srf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same birth date (+6.0)","same title (+5.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9bcc12qqqcxja', 'person', 'linked', 'mefsja80msbba2', 0.980372, 0.976872, NULL, 'm6w4r8yact4sv9', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9jcqmn1tn0xmw', 'person', 'review', 'mb1x4t4qh6sv0t', 0.53875, 0.491354, NULL, 'm9rx97gdbpq3qz', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","same postal code (+5.1)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9mfcb6r3fxew5', 'person', 'review', 'm89119n5n788tj', 0.963203, 0.955562, NULL, 'm7dm4v6rcgxste', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same phone (+5.8)","same title (+5.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa0mw04npga87x', 'person', 'review', 'mfkxq0hpsr7xq0', 0.963649, 0.963649, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+5.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa4pdydakczypq', 'person', 'linked', 'm45dqbat53df5q', 0.981805, 0.977569, NULL, 'ma02vgy5czpt9q', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same title (+5.7)","same last name (+5.2)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'padbxapfns1rx2', 'person', 'review', 'm2ctjna5zvczqq', 0.937951, 0.849462, NULL, 'mazds9cdjzh80c', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+5.2)","same postal code (+5.1)","same first name (+5.1)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pavkvw4frne31e', 'person', 'review', 'mazds9cdjzh80c', 0.956566, 0.934003, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same company (+5.7)","same last name (+5.2)","same name or nickname (+4.8)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pawwqnjnm691pc', 'person', 'review', 'ma451vrpq6rhfn', 0.323077, 0.016156, NULL, 'me0qxqx1022ke8', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["another candidate comes as close","same last name (+5.2)","same name or nickname (+4.8)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbd9mphh11m6dh', 'person', 'review', 'ma451vrpq6rhfn', 0.737302, 0.697025, NULL, 'mekqzvy5dsrtvf', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+5.2)","same name or nickname (+4.8)","same region (+3.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbh25d8k3882wb', 'person', 'review', 'm9pd6kfr61dend', 0.970819, 0.963675, NULL, 'ma02vgy5czpt9q', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+3.4)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pc838pgj9w71j5', 'person', 'review', 'm34t40p1pvncnh', 0.839016, 0.808493, NULL, 'm2yffhz6vt1hvh', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+5.1)","same last name (+4.7)","region differs (-1.8)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcc1hjy54mjjek', 'person', 'review', 'mbmamy4mw6wre0', 0.9594, 0.9594, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same city (+5.3)","same postal code (+5.1)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcp300z0j3pv39', 'person', 'review', 'm5zpy9w94nbsxw', 0.941168, 0.931227, NULL, 'mb1x4t4qh6sv0t', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","company differs (-2.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcqtkzg7f7mwwe', 'person', 'review', 'm0drbpdkq542f9', 0.97711, 0.971605, NULL, 'm0kcy0g37vdyn8', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same phone (+5.8)","a last name in common, or swapped (+4.9)"]', '2026-11-30 19:54:28.124546+00');
INSERT INTO public.links VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pd8a5xapt0jp7d', 'person', 'review', 'm7x8tyeg58qqtd', 0.930962, 0.930962, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","region differs (-1.8)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdvr5ash9pw9b7', 'person', 'review', 'ma68f1s4nnvah5', 0.881121, 0.856234, NULL, 'm8hamjw0dt7vf1', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["a last name in common, or swapped (+4.9)","very similar first name, or swapped (+4.1)","title differs (-2.4)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdzwjsfv2tjq6s', 'person', 'review', 'm8hamjw0dt7vf1', 0.912245, 0.892172, NULL, 'ma68f1s4nnvah5', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same company (+5.7)","same last name (+5.2)","similar first name or same initial (+2.4)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pe574rgrk2m50k', 'person', 'review', 'm2yffhz6vt1hvh', 0.238764, 0.030661, NULL, 'mad8b3543yvkad', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["another candidate comes as close","last differs (-3.8)","first differs (-3.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'peexj3natbqa6p', 'person', 'review', 'mf5vr88zhvxb9k', 0.944897, 0.944897, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+5.7)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pekbpmz511d1g8', 'person', 'review', 'mbymhcmn0j49yq', 0.709322, 0.677398, NULL, 'mbytj1q7yye2d7', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","a last name in common, or swapped (+4.9)","country differs (-3.4)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pezvfhkawys150', 'person', 'review', 'm0drbpdkq542f9', 0.962337, 0.955846, NULL, 'm0kcy0g37vdyn8', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same company (+2.9)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pf5p01kf2d1ftz', 'person', 'review', 'm6egh37np8b9ag', 0.929377, 0.929377, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same street and house (+6.0)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbr03asbbkg6x', 'person', 'review', 'mf5vr88zhvxb9k', 0.873154, 0.873154, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same company (+5.7)","similar first name or same initial (+2.4)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbrw8235djkp1', 'person', 'review', 'ma68f1s4nnvah5', 0.910404, 0.8939, NULL, 'mecdvrbgyf1prb', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same first name (+6.1)","same last name (+5.2)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfcyyxfqjqzj81', 'person', 'review', 'mazds9cdjzh80c', 0.356313, 0.265166, NULL, 'm2ctjna5zvczqq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same street and house (+6.0)","same city (+5.3)","same last name (+5.2)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfhmmbh24y4aj1', 'person', 'review', 'm9rx97gdbpq3qz', 0.966888, 0.966888, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same birth date (+6.0)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfpqfqrd1km72k', 'person', 'review', 'mbfpjdz1jk7p55', 0.52331, 0.52331, NULL, NULL, NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","company differs (-2.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfz9ev410skxfz', 'person', 'review', 'ma02vgy5czpt9q', 0.505339, 0.371572, NULL, 'm86s1mfw19xjs5', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["last differs (-3.8)","first differs (-3.6)","same company (+3.4)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p354azny7txjf3', 'person', 'review', 'ma451vrpq6rhfn', 0.566354, 0.502191, NULL, 'm3d70rgtdp0nwq', NULL, NULL, 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+5.2)","same name or nickname (+4.8)","company differs (-2.6)"]', '2026-11-30 19:54:28.124546+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'paa8z6a3gktdea', 'person', 'unmatched', NULL, 0, NULL, NULL, NULL, NULL, NULL, 'user', 1, '904f7defaea8+9b1274c5fa4d.0', 'stated', '["a user said that no profile is this record"]', '2026-11-30 19:54:38.941308+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3p4jv49q0g71r', 'person', 'linked', 'mbymhcmn0j49yq', 1, 0.767309, 0.018867, 'maptgdcf3vt8gc', NULL, NULL, 'user', 3, '904f7defaea8+9b1274c5fa4d.0', 'stated', '["a user said that the record is this profile"]', '2026-11-30 19:54:39.215913+00'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p44tp0a785t1a1', 'person', 'duplicate', 'mbymhcmn0j49yq', 0.981133, 0.977226, 0.018867, 'mbytj1q7yye2d7', 'contact', 'p3p4jv49q0g71r', 'model', NULL, '904f7defaea8+9b1274c5fa4d.0', 'shipped', '["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]', '2026-11-30 19:54:39.215913+00');


--
-- Data for Name: name_spellings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -9220705003165927612, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', -9201577698037891199, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', -9178100144080813825, '00a0d68bef1a00ff09a46a660f6bb26e'),
	('e2f4683f10694983b40c3c7098dc51fa', -9177972469528241402, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', -9177972469528241402, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', -9170292934083027125, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', -9126290633234418298, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -9108351546987241599, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -9087831187725382290, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -9085863926769390086, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', -9006936960350742422, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', -8995199551903152749, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -8992945527931117333, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -8987256643734894967, '0346d9b2f4e98689bea99569bee7fa61'),
	('e2f4683f10694983b40c3c7098dc51fa', -8978749510493664846, '8d8f311e084310dc3f725475a6556ab5'),
	('e2f4683f10694983b40c3c7098dc51fa', -8936920211980693773, '4e433353f905416397ba806c1fc183ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -8885021844887859727, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -8878948393746011956, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -8878948393746011956, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -8871073471957235449, '04e39dad9f9909078ba2c86cbd970952'),
	('e2f4683f10694983b40c3c7098dc51fa', -8860182694692749510, '050a4ec84dc67f3abba6304bacfe40f7'),
	('e2f4683f10694983b40c3c7098dc51fa', -8850352786170203485, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', -8821787670137787296, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -8787853400807333653, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', -8787333870479810118, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -8769196865535462076, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -8751765960329995772, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -8751765960329995772, 'cd3e5791ec978222c0c903a3bc76100b'),
	('e2f4683f10694983b40c3c7098dc51fa', -8745595224418117505, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -8706326689144832734, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', -8692742125204302957, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -8679216458110347086, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -8657790436755495048, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', -8640891345852087294, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -8609360320261234742, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -8591899701816992643, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -8567253818395203730, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', -8539663116322657195, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', -8528768916419436224, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -8522201538451048326, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', -8506063918717630567, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -8500916674607834927, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -8489176534677122244, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', -8475989344044411268, '0a5f3c996c3c967c8a6cbdc9877b61a3'),
	('e2f4683f10694983b40c3c7098dc51fa', -8470521358298944245, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', -8449814456564229904, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', -8441370710137604028, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -8415622401693738578, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', -8412697290411663632, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', -8399076076953178791, '0b707ccee7b96d59507324517f632430');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -8364316316081863703, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -8362484380273037626, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', -8361030097757818630, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -8351848904977297384, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -8336989606486540874, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', -8325175612342011178, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -8286616269163627378, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -8243115194383538290, '0d9a92679424e78e1ecbb263ee15e779'),
	('e2f4683f10694983b40c3c7098dc51fa', -8226624428912289429, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -8220045195053589475, 'd9e08576f54eb1a306aee582624346b1'),
	('e2f4683f10694983b40c3c7098dc51fa', -8213286542622268119, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', -8212101071287208578, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', -8211402365629128117, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', -8189015649417401683, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -8153366547894962335, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -8090947155616268107, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', -8055859403988085759, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', -8035412594489277192, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', -8033558076587605198, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -8025295333250448668, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -8020361139900824936, '2eaf870429611199dd0a94520e95ad11'),
	('e2f4683f10694983b40c3c7098dc51fa', -8001565575640830282, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', -7999090007293009618, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', -7978174695647112513, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -7973662570086071566, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', -7970424048773888884, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -7964690591786854918, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -7951425531171220678, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -7950992070369137073, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', -7935500741515809511, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -7931873393783849190, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', -7919964030328054858, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', -7894503419298842203, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -7878663684399668242, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', -7864834789264557765, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', -7856180459638795712, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', -7835449796199868694, '1342e3eca21996ea4e0bae845073f5ad'),
	('e2f4683f10694983b40c3c7098dc51fa', -7834721208671936928, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -7816681503005633882, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -7815912881683909001, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', -7807481185482131770, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -7801385996816963532, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', -7794759401270244235, 'cf9dbdd727e60c176d8a113c3ba24dbf'),
	('e2f4683f10694983b40c3c7098dc51fa', -7781141317804913136, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -7771264796194594004, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -7740808993268847251, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -7709191782399975307, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -7691073651749120933, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', -7676183382642689640, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', -7661443782491236152, '71afdb34fad0d58cb0e1129cd579b53e');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -7659332965699937786, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -7657279240263852088, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', -7656468706727994846, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -7650408331791269020, 'e100756b381d769f2278200fd1c557fd'),
	('e2f4683f10694983b40c3c7098dc51fa', -7623241856145113897, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', -7611776273176542444, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', -7601453056935078262, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', -7587179267509155509, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', -7579104665615593776, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -7569097329764408046, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', -7566668044928957426, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', -7565459810398678350, '00a0d68bef1a00ff09a46a660f6bb26e'),
	('e2f4683f10694983b40c3c7098dc51fa', -7537095919501270091, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -7531679278563663964, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -7529331290221789811, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', -7522513221487748073, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -7519632986935410189, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -7519632986935410189, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', -7517792911302864427, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', -7511875360892018262, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', -7495651796742346677, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', -7494039780247900799, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', -7491007618080912368, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -7469121355472145412, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', -7465823322750108113, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', -7426499427889624400, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -7416365257730741006, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', -7412583717302700122, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -7405189645557566685, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -7384703878339111272, '050a4ec84dc67f3abba6304bacfe40f7'),
	('e2f4683f10694983b40c3c7098dc51fa', -7370110958032176908, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', -7295644194882757846, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -7292017438358015831, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -7290850744779141672, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -7278109956263928171, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -7257376553020655877, '8bac2ed15b22b654fbb3074fa0b063ad'),
	('e2f4683f10694983b40c3c7098dc51fa', -7248910026443430184, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -7245935158692261997, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', -7238890940593558033, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', -7234235462774224882, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -7227043193465186978, '1bb462818d1a555efa714f052992f836'),
	('e2f4683f10694983b40c3c7098dc51fa', -7217348623555285105, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', -7206363086342555622, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', -7191720662209563604, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', -7179601573104477250, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', -7172938237435383584, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -7132548858061343478, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -7132548858061343478, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -7127022698020757778, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -7087241208231319928, '5262ece1f196f6e6b0dbe24833c9f290');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -7085798645228577852, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -7085633179905934217, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -7026846651083759087, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -7011973561395216460, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -7007123481704378552, '386065e288fe18e0919628141aa764a4'),
	('e2f4683f10694983b40c3c7098dc51fa', -6936402420178433655, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', -6925313211954550576, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -6905655097027671785, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', -6903038722864960819, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -6884167212462618542, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -6847920872154455353, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -6843107178395071886, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', -6832503056819495861, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6817564665577762765, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -6783183075417569746, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -6755471053837130696, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6704799630567757853, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', -6702996844712843491, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -6693901491851408112, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', -6677222783680346013, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6600269192269513422, '8e45fdaee472ea98fb034729988b092d'),
	('e2f4683f10694983b40c3c7098dc51fa', -6587611512181982799, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -6572848484030197337, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -6560511376875247705, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', -6550358159093107801, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', -6543592932367737243, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -6542123439976685202, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', -6525336489304382786, '050a4ec84dc67f3abba6304bacfe40f7'),
	('e2f4683f10694983b40c3c7098dc51fa', -6519125859027010950, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -6490351566213657592, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', -6488656491007750259, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -6470127809369272871, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -6466693659784129523, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', -6458889858815785538, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -6441651680282797684, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', -6431697985482422763, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', -6411610493998102589, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', -6396432076662265770, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -6365569675831708582, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -6363005336467463948, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', -6356887185778780501, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -6306037027192578151, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6304761743639629570, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -6300821987154039564, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', -6298212502907155754, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -6294372626198062366, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', -6277674746333878952, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', -6264613988939840107, '290f9ec4b64c459553f6cab0eeb32b11'),
	('e2f4683f10694983b40c3c7098dc51fa', -6258165599040212754, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -6236262468875071966, '9db8fdb98c7e735c57dcbd6ae21cd748');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -6229284152239264809, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -6200933440708503641, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', -6191698729252613838, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -6186901925326120016, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -6174536550470174899, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', -6168365274932653237, '6ecd5ff33c36b08010a7f1374adeb6e5'),
	('e2f4683f10694983b40c3c7098dc51fa', -6156508828474175281, '444d96c54217d06591b3ac010392714f'),
	('e2f4683f10694983b40c3c7098dc51fa', -6156486987600136733, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -6131106338431039325, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -6092590902877539125, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', -6064464946919879565, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6061173906512732728, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', -6031175274483178906, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -6015490968523717713, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', -6014609447988411530, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -5998308089891837469, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', -5963372302877724837, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', -5961460078102078965, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -5955989761142201961, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', -5948849751235291001, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -5944953336979450456, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -5939035360343568345, '050a4ec84dc67f3abba6304bacfe40f7'),
	('e2f4683f10694983b40c3c7098dc51fa', -5935486354178861934, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -5898305052226286428, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -5874283758621615335, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -5859316138241879655, '2eaf870429611199dd0a94520e95ad11'),
	('e2f4683f10694983b40c3c7098dc51fa', -5848714485076123580, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -5831807471300760666, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -5805356075359029728, '9cc6e01ce2e6a42cc73348e54843b6ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -5790921047611921418, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -5782444394028384091, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', -5758845782713073910, '386065e288fe18e0919628141aa764a4'),
	('e2f4683f10694983b40c3c7098dc51fa', -5707828081997865866, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', -5690034307162432641, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -5671037704057842375, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -5665959713756375581, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -5661379790307134553, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', -5656290869282311636, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', -5655229637002020161, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', -5648945346176581984, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', -5641996193488332942, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -5636476520486796464, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -5631610113440331116, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -5596170378664787307, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', -5590539780472453425, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -5582429671054023295, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -5556558488684935226, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -5553266994137637163, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -5542281276243620953, '0a5f3c996c3c967c8a6cbdc9877b61a3'),
	('e2f4683f10694983b40c3c7098dc51fa', -5542281276243620953, '6371cd54ad6ea65c647ff7d994a9092a');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -5516335485595941105, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', -5458426205464371699, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -5456102787057350921, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -5453205139172146831, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', -5414556297864631179, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', -5398016985570263735, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', -5370641642284096592, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', -5351277636805526162, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', -5350636784712007664, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -5311999647972024632, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', -5311532231967610095, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -5306945259038185203, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -5283354222127440862, '4407d07bce0152db4c8c094433fff227'),
	('e2f4683f10694983b40c3c7098dc51fa', -5280736909320734206, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', -5279722677534293597, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -5272160934661782599, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', -5267524228731817148, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -5237613980520088707, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', -5196826422718564297, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', -5195157995683248311, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', -5184390643563129101, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', -5177686892826205347, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -5162924147017198891, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -5161097404813991557, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', -5161013149331220256, '386065e288fe18e0919628141aa764a4'),
	('e2f4683f10694983b40c3c7098dc51fa', -5160210049629990407, '444d96c54217d06591b3ac010392714f'),
	('e2f4683f10694983b40c3c7098dc51fa', -5159427742173748722, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -5156442301406499806, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', -5142090093325948665, 'd9e08576f54eb1a306aee582624346b1'),
	('e2f4683f10694983b40c3c7098dc51fa', -5135372641094959742, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', -5134543381058568907, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', -5134134986959984236, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', -5126208426622999311, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -5126208426622999311, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', -5114408139570063427, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -5103525215560089681, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', -5082969179508788740, '3975aa76431eb1fcb93aefeec78eefde'),
	('e2f4683f10694983b40c3c7098dc51fa', -5074404047742116320, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', -5071299657143260414, '1bb462818d1a555efa714f052992f836'),
	('e2f4683f10694983b40c3c7098dc51fa', -5070956705045904456, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', -5069161345002944498, '4407d07bce0152db4c8c094433fff227'),
	('e2f4683f10694983b40c3c7098dc51fa', -5051037218250720761, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -5035025610170524679, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', -5030296793277487267, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -5027007243184209919, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -5013479742830497485, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', -4991766689047683230, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', -4971084476092723629, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -4959604497401158104, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -4955337423665436289, '8d8f311e084310dc3f725475a6556ab5');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -4941410351737537158, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -4911855374422800537, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', -4870953507384680798, '1342e3eca21996ea4e0bae845073f5ad'),
	('e2f4683f10694983b40c3c7098dc51fa', -4852889745354263120, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -4827030735354566448, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -4814079740239874721, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', -4812538620549345983, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', -4804895021738297874, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', -4791922190332039526, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -4784197874788855728, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -4776472160604808606, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', -4772932268783805990, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -4769413546921746353, '406a38989624521e8b6062c40ee1caf9'),
	('e2f4683f10694983b40c3c7098dc51fa', -4764483114729238719, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', -4702783296595717380, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -4662541137471908983, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -4656894006350267631, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -4630431691060326834, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -4630431691060326834, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -4596825233906421128, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', -4589067088176849962, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -4581787442890911202, '406a38989624521e8b6062c40ee1caf9'),
	('e2f4683f10694983b40c3c7098dc51fa', -4570581180396025599, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', -4569360260776158743, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', -4553206282664669808, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -4544711607775086758, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -4525038046968158458, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', -4523748384545903868, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -4513497006517501647, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', -4510221270296179192, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -4509821664267878472, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -4506926569093450006, 'b5982880f03143cf45a3075a308892bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -4487160032805068974, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', -4484230158829543852, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -4474933509992766153, '41e5d7ae8f63a5372acabdb9013a82e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -4471325906549391643, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', -4465671236150236428, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', -4443300388672049544, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -4424937820295954287, '8bac2ed15b22b654fbb3074fa0b063ad'),
	('e2f4683f10694983b40c3c7098dc51fa', -4378168710459110464, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -4378168710459110464, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', -4376705877159212323, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', -4321256087282953509, '4407d07bce0152db4c8c094433fff227'),
	('e2f4683f10694983b40c3c7098dc51fa', -4301616295107375003, '444d96c54217d06591b3ac010392714f'),
	('e2f4683f10694983b40c3c7098dc51fa', -4285581760529394030, 'edda96c92c184bb7c4a5cc38d79504eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -4257908439639905632, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', -4257740299005623946, '521ff43c56943a58e2ba0da05919af2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -4249325401261012220, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', -4246031627705129537, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -4238781163293579985, '61cb7eb2f08849553a61f6bf2e0680ae');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -4235349132700571946, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', -4227894990678935628, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', -4222611693171689440, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -4219660439039428536, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -4201554995098619259, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -4185464763033923836, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -4151138815190797126, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', -4145330726753191168, '406a38989624521e8b6062c40ee1caf9'),
	('e2f4683f10694983b40c3c7098dc51fa', -4138189832543412108, '3975aa76431eb1fcb93aefeec78eefde'),
	('e2f4683f10694983b40c3c7098dc51fa', -4122065381285669293, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -4117250739239702624, '601edf66effce1cd7ceef8eb1bf714f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -4117145792038914198, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -4108797526198527362, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -4099058596383385739, '406a38989624521e8b6062c40ee1caf9'),
	('e2f4683f10694983b40c3c7098dc51fa', -4074724634385210157, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -4074436794826876757, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', -4073974634314112976, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', -4059325908811856305, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -3982870629678439825, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', -3981741198057141009, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -3980831456568748179, '65e32e89b4bdd51123ef4b4439d2eec1'),
	('e2f4683f10694983b40c3c7098dc51fa', -3975609130660211084, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', -3961400036585451553, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -3912630065657168207, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -3908836388870479866, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -3875745920665187583, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -3869803935498218471, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', -3854431751488437130, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', -3843723197094522467, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -3833641850877750693, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', -3804037615078607256, '521ff43c56943a58e2ba0da05919af2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -3773717302115631217, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -3767200123813195479, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', -3755974093433224273, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', -3722758075395731838, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', -3711289155792330755, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', -3700453347248897199, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', -3688377759211793839, 'ad90812ba7f7f2f9c8a7a2e910a4604f'),
	('e2f4683f10694983b40c3c7098dc51fa', -3654833733400305979, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -3634563679865060778, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', -3621110995042498139, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', -3583964442703609501, '4e433353f905416397ba806c1fc183ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -3579912511033236300, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', -3554444919346818034, '4eac132d98a4140ea86ef6a6b4b14bab'),
	('e2f4683f10694983b40c3c7098dc51fa', -3548976965904278872, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', -3541649441796871056, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -3535820634900300159, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', -3534593591349947489, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', -3513817721169105420, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', -3487505720261316904, '8362ada3840324450e849e4d0965c088');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -3476136141579499952, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', -3467508204445017621, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', -3457506791430319786, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', -3454426621803627727, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', -3448066070138399013, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', -3447661944084373849, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -3444539479573947466, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', -3421067232134552570, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', -3415654195642576398, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -3411792591264291082, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -3391268934274289754, 'cd3e5791ec978222c0c903a3bc76100b'),
	('e2f4683f10694983b40c3c7098dc51fa', -3388398994954849279, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -3381956091717831886, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', -3381130141958458661, '0346d9b2f4e98689bea99569bee7fa61'),
	('e2f4683f10694983b40c3c7098dc51fa', -3380462135879344811, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -3367825091186310079, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -3366512553654362201, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -3365638865177734023, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -3365638865177734023, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -3334818441886686221, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', -3319837483828004555, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -3305655061478884776, '521ff43c56943a58e2ba0da05919af2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -3296211283074659676, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -3286804322862041370, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', -3283320587193005927, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -3264576513929473965, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', -3262868988206387198, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -3258933904378680134, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -3243895383998652613, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', -3233506600767865146, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -3230175898832540869, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -3227279356107597952, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -3216925659709079483, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', -3216487794607265050, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -3210066948353788667, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', -3206523784574779356, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -3203278136527506501, '04e39dad9f9909078ba2c86cbd970952'),
	('e2f4683f10694983b40c3c7098dc51fa', -3203278136527506501, '7dabab632c99bc5007e4cfeb975ffe30'),
	('e2f4683f10694983b40c3c7098dc51fa', -3185689288592497536, '050a4ec84dc67f3abba6304bacfe40f7'),
	('e2f4683f10694983b40c3c7098dc51fa', -3174716482754527282, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -3166490576129691369, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -3141237602413574664, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', -3109547770264835151, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', -3045504510656496743, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', -3031736550649164501, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', -2989582485800970956, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', -2987269402190231779, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -2982281701053151059, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', -2952129291423216769, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', -2914620557834396053, '61cb7eb2f08849553a61f6bf2e0680ae');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -2901429377775043723, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -2889735012699918340, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -2887680583437911781, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', -2880362173865502595, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -2868014902313002967, 'bc59823455cb67a0d1a1a0377601840d'),
	('e2f4683f10694983b40c3c7098dc51fa', -2863157347690806184, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', -2839513903203568897, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', -2830959571962391283, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', -2826176984402949504, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', -2778622689004493371, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', -2761432953692336785, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', -2761432953692336785, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', -2759593457838766168, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', -2735097877921616810, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -2699745277395275108, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', -2698884607023151669, 'e5e80011bf435272fff931e36578e032'),
	('e2f4683f10694983b40c3c7098dc51fa', -2696135075630926866, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -2685947801384881558, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', -2659507513772955515, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', -2650558629776353138, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', -2633504343361646725, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -2610133387688599564, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -2610133387688599564, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -2607755604282008891, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -2593793400082160625, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -2570038268251955082, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -2569176719486011473, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', -2558048888055490316, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', -2547274063588340991, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -2518454105796308124, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', -2511240782098119934, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', -2508073783525091706, '1342e3eca21996ea4e0bae845073f5ad'),
	('e2f4683f10694983b40c3c7098dc51fa', -2502165204765771915, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -2492514310474704279, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', -2490971142007130416, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -2479879345079886916, 'b5982880f03143cf45a3075a308892bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -2473833900622337732, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -2464381873977548265, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', -2450364275482428412, '8d8f311e084310dc3f725475a6556ab5'),
	('e2f4683f10694983b40c3c7098dc51fa', -2446229858325654694, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -2441426673030738123, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -2433880980223656462, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', -2429452827951447534, '6371cd54ad6ea65c647ff7d994a9092a'),
	('e2f4683f10694983b40c3c7098dc51fa', -2415797658931871957, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -2412744787990292770, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -2411180262287707084, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', -2404933016780505792, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', -2402788630714940463, '444d96c54217d06591b3ac010392714f'),
	('e2f4683f10694983b40c3c7098dc51fa', -2385363860863399641, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -2370825556951536868, '28a5e5720b859ae2c8f092dd7abe3385');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -2370328930398101236, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -2337733071792726674, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', -2330506870078418332, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', -2303757730476061407, '406a38989624521e8b6062c40ee1caf9'),
	('e2f4683f10694983b40c3c7098dc51fa', -2297153126706388531, '601edf66effce1cd7ceef8eb1bf714f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -2255390931246509363, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', -2247426679680466152, 'b5982880f03143cf45a3075a308892bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -2217816945512050675, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', -2214616177373068463, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', -2199332641870530795, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -2198130542328427549, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', -2194260935354367528, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -2192441972011939877, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -2176506687898760875, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -2169912212889685745, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', -2169560287913209957, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -2169172709516284733, '0d9a92679424e78e1ecbb263ee15e779'),
	('e2f4683f10694983b40c3c7098dc51fa', -2158729290288579204, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -2134567982037138138, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', -2129798776577305957, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', -2086306375360769667, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', -2073291646485574781, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', -2057637791160949156, '6371cd54ad6ea65c647ff7d994a9092a'),
	('e2f4683f10694983b40c3c7098dc51fa', -2047025928556904978, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -1988789411115954897, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', -1985481105191981600, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -1966356584106040305, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -1911036541243965423, '521ff43c56943a58e2ba0da05919af2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -1886805807594661687, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -1883969867191577073, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1881609050332998383, '65e32e89b4bdd51123ef4b4439d2eec1'),
	('e2f4683f10694983b40c3c7098dc51fa', -1874517502440372589, 'f24f920655a1b2b6b155d01c55d5c22e'),
	('e2f4683f10694983b40c3c7098dc51fa', -1846023824657834276, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', -1816653319554729293, 'cac6882692a4516c458dfa6fb742e9ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -1798320808653491040, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1742598477284513173, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', -1728250831488420294, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -1726159594320324846, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', -1702860411276483364, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', -1700411650712289202, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', -1694051081940847395, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -1692896055881965098, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -1671718746798969020, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1664390848138542569, 'd9e08576f54eb1a306aee582624346b1'),
	('e2f4683f10694983b40c3c7098dc51fa', -1647225852410351856, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', -1637581232453835358, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -1632129175014572963, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -1614875015488537538, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', -1583501091132294942, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -1566006196689778693, '94717cdb37382caeeacdda04a7e6f9fc');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -1526268897521757854, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -1493424524178562401, 'acc51700b7884b550314ed7f3d55fea0'),
	('e2f4683f10694983b40c3c7098dc51fa', -1491612123531941194, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1491057572428851062, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', -1480321662052139521, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', -1471681265864239899, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -1457273323501840214, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', -1449617808559908134, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', -1402382943728177737, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -1399514924847630070, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', -1395125517825051963, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', -1377362980469102812, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', -1360169543073291930, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -1338097827543552552, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -1321556610851047790, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', -1310739265420038700, '8d8f311e084310dc3f725475a6556ab5'),
	('e2f4683f10694983b40c3c7098dc51fa', -1301300219559722177, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -1301300219559722177, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -1289806760483964836, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', -1246059430386044478, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', -1242903008083325522, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -1242903008083325522, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -1239228824165109632, '6ecd5ff33c36b08010a7f1374adeb6e5'),
	('e2f4683f10694983b40c3c7098dc51fa', -1207488676092429409, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -1197686341537047608, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -1157447074165932018, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', -1095480221843775740, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -1088415876335743906, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', -1076560662259935762, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', -1072103332803187242, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', -1039629636805222451, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', -1031364769051781748, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', -1025763866615656601, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', -1024626002603250661, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', -962100224416852197, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', -938031315488190223, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', -902162754194557054, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', -886831665327365163, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', -865298406226903094, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -861369485789154139, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -845358173718878563, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -832768851327347351, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', -809530421137752017, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', -808429204717090427, 'cf9dbdd727e60c176d8a113c3ba24dbf'),
	('e2f4683f10694983b40c3c7098dc51fa', -806358213735092697, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', -781677812674374029, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', -775329725194189653, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', -764433234579793085, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', -750377278986039177, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -732771692527621664, '6bc6b9a21c0518aa483fcab3088387c9');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -719042001748759088, 'f24f920655a1b2b6b155d01c55d5c22e'),
	('e2f4683f10694983b40c3c7098dc51fa', -691932923625022339, '7665c2ac06eedc7db239ce1eaac829b0'),
	('e2f4683f10694983b40c3c7098dc51fa', -686550504748024154, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', -679042461421720454, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', -676160198880946601, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -629739867646355554, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', -623447700863457617, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', -620398897315129302, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', -588859394076133436, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', -561549535773199696, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', -557877376647582762, '521ff43c56943a58e2ba0da05919af2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -556758992878867820, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -548674598972324618, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', -536551974818692223, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', -533549861081886337, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -525734320132584075, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', -517167502324408835, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', -506137372522291626, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -503967568844597644, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', -490105151980410572, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', -450968228143724740, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', -435263134890825239, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', -432463640331279786, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', -429059777870833548, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -427392459695623617, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', -420846191927820814, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', -382281348823938297, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', -358096637001151343, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -352733815530710680, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', -341527091098335442, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -333002816164089450, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', -331687524645670913, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', -321634921416746334, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', -314277738302778252, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', -303063939946270593, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', -302808873698315348, '8e45fdaee472ea98fb034729988b092d'),
	('e2f4683f10694983b40c3c7098dc51fa', -283464792906802315, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', -272929223119230353, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', -272277996236840542, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', -242451628018222963, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', -219184973351831754, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', -177293098578635634, '00a0d68bef1a00ff09a46a660f6bb26e'),
	('e2f4683f10694983b40c3c7098dc51fa', -175096432703831862, 'ad90812ba7f7f2f9c8a7a2e910a4604f'),
	('e2f4683f10694983b40c3c7098dc51fa', -170322459500908843, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', -167852118657876912, '7dabab632c99bc5007e4cfeb975ffe30'),
	('e2f4683f10694983b40c3c7098dc51fa', -148896074973239596, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', -145854229855987272, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', -115114180798971327, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', -87387130634264486, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', -86604783241351247, '0bebfaa066efc3e9a5927b110bc2ef3b');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -77632603434604605, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', -72854699484346940, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', -40299811173029209, '3dc32363be2459daf649094ee604a52a'),
	('e2f4683f10694983b40c3c7098dc51fa', -37765282033217010, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', -14176303946134658, 'f24f920655a1b2b6b155d01c55d5c22e'),
	('e2f4683f10694983b40c3c7098dc51fa', 32075556215935843, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 32075556215935843, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 43801106437336200, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', 47571437557543651, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 66076760447781816, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 76053758534680905, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', 79817936977574288, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', 82063978640213582, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', 107796682434342541, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', 115056780115691137, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', 125441857450691283, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 137159978707534663, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', 137573581039882202, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', 139868289171373168, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', 151688421946957844, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 153973118349427089, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 161225205842798246, '8e45fdaee472ea98fb034729988b092d'),
	('e2f4683f10694983b40c3c7098dc51fa', 163860223221004339, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', 168768991246246640, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', 171002431057139977, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 222976836616727049, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', 226142303535470596, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 229440900956339267, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 243948247637500997, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', 246003324360243183, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 252102480659820642, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', 252102480659820642, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 256977212418064772, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', 280526750725773992, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 286432460407647665, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', 296500684199286389, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', 305644590811753670, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 331130650315725794, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 339676386724394421, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 345328781776431172, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', 367698537286290465, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 389182881434541340, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 389994056743871748, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', 430946713445596231, 'cac6882692a4516c458dfa6fb742e9ae'),
	('e2f4683f10694983b40c3c7098dc51fa', 436971184475740826, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 439199478151678661, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 460511973963291254, '65e32e89b4bdd51123ef4b4439d2eec1'),
	('e2f4683f10694983b40c3c7098dc51fa', 465271870695994179, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', 484405657058912190, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 487868625234381913, '4aa85a1dfe40919dbd7ecc166a0589eb');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 508247452410715773, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', 523483868474614476, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 532519132455132249, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', 543265370329688533, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', 556328457085732583, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 557511714833290373, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 576182154274591976, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 580777909788661008, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', 582536287508409609, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 594862894134171320, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 614697771169950304, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', 660286028595325788, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', 728959921507955373, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 740106310953484750, '0346d9b2f4e98689bea99569bee7fa61'),
	('e2f4683f10694983b40c3c7098dc51fa', 740106310953484750, '601edf66effce1cd7ceef8eb1bf714f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 742041453076535519, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', 766796376065112178, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 768373945602632318, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 789292696810923869, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 790218256534155013, 'f24f920655a1b2b6b155d01c55d5c22e'),
	('e2f4683f10694983b40c3c7098dc51fa', 807784042860925474, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', 810358423254441097, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 819502343835613295, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', 833740692040617088, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', 838118514251120911, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 840790545956498079, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', 841098707123484244, '8bac2ed15b22b654fbb3074fa0b063ad'),
	('e2f4683f10694983b40c3c7098dc51fa', 853292214934300284, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 859686260033942057, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 863925832579334876, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', 887137766520544591, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 895707525644513503, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', 903313235535553744, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', 909648685743230914, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 927394274716560718, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', 937318747969359394, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', 937611747864834200, 'e100756b381d769f2278200fd1c557fd'),
	('e2f4683f10694983b40c3c7098dc51fa', 943338657674040940, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', 945181586244008740, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', 965965570769758123, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', 977053649220079836, '8d8f311e084310dc3f725475a6556ab5'),
	('e2f4683f10694983b40c3c7098dc51fa', 980655706408699450, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', 994217542527651713, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 994462042596204397, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 1012259295549498159, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1019880700822380844, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1022559612042889762, '94717cdb37382caeeacdda04a7e6f9fc'),
	('e2f4683f10694983b40c3c7098dc51fa', 1028507017522899608, '8e45fdaee472ea98fb034729988b092d'),
	('e2f4683f10694983b40c3c7098dc51fa', 1031084530071593959, 'e100756b381d769f2278200fd1c557fd'),
	('e2f4683f10694983b40c3c7098dc51fa', 1034200656225795715, '53738d1e3e2675052c147e03e21d3ba4');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 1047769761726621642, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 1063370209871780175, '1bb462818d1a555efa714f052992f836'),
	('e2f4683f10694983b40c3c7098dc51fa', 1081031189191068899, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', 1100433444488562588, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', 1101510885166392723, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1104430676182169845, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 1114556843578213553, '8bd780bfa0c3e67c8029f96d9e0545eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 1120574496237949167, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', 1152700265726054618, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1155812978646205755, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', 1163642065769951900, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', 1167157611539347379, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', 1177622617575102508, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 1178167360858685754, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 1184005722125772984, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 1187523632721439166, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 1187523632721439166, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 1187777150469191317, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1225300659619208557, 'a99785a590b49f0d8c41147b53710add'),
	('e2f4683f10694983b40c3c7098dc51fa', 1229652568482638518, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 1237649964479756091, 'e01f9e40fb69968837d017ff9a30ca8c'),
	('e2f4683f10694983b40c3c7098dc51fa', 1275653568047094838, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', 1278676210401893699, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', 1280641163952604188, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 1284054863528018153, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', 1321240525829040051, 'edda96c92c184bb7c4a5cc38d79504eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 1350308421775425929, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', 1363211425184045937, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 1369155703232195821, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 1386161009131924012, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', 1400030393975639720, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', 1413417913525482146, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1470713433839309515, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1471028955273858217, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1473095834092973230, '94717cdb37382caeeacdda04a7e6f9fc'),
	('e2f4683f10694983b40c3c7098dc51fa', 1475553893465026668, '1bb462818d1a555efa714f052992f836'),
	('e2f4683f10694983b40c3c7098dc51fa', 1524919289234052395, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1538136603015209435, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 1547371436373226299, '8bac2ed15b22b654fbb3074fa0b063ad'),
	('e2f4683f10694983b40c3c7098dc51fa', 1549765398893404645, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', 1560333482742711344, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', 1584188969144766352, '3975aa76431eb1fcb93aefeec78eefde'),
	('e2f4683f10694983b40c3c7098dc51fa', 1592195065974663237, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 1602294999760981235, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', 1610291892490607308, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 1613990483869847231, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 1614901093141743394, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', 1622140642292151228, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1628128716106058996, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', 1640659171448181102, '54d8aac72d41abb1e9801a2a5afca70c');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 1642343079600776939, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', 1661593789742128952, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 1694121513148894997, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', 1705742352689414849, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 1715411119139301266, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 1721014801785276027, 'a99785a590b49f0d8c41147b53710add'),
	('e2f4683f10694983b40c3c7098dc51fa', 1740074970198666923, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', 1749072701207633899, '94717cdb37382caeeacdda04a7e6f9fc'),
	('e2f4683f10694983b40c3c7098dc51fa', 1749072701207633899, 'cac6882692a4516c458dfa6fb742e9ae'),
	('e2f4683f10694983b40c3c7098dc51fa', 1749256360348274684, 'acc51700b7884b550314ed7f3d55fea0'),
	('e2f4683f10694983b40c3c7098dc51fa', 1749862480291282289, 'e3f0308ec644142f6e157f6586897557'),
	('e2f4683f10694983b40c3c7098dc51fa', 1756733541883009271, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', 1763528613947546678, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', 1782503134783086825, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 1826691983014455061, '4e433353f905416397ba806c1fc183ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 1845444826204757009, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 1870849337043481503, 'f24f920655a1b2b6b155d01c55d5c22e'),
	('e2f4683f10694983b40c3c7098dc51fa', 1871959391675679196, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', 1901442560267059273, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', 1904792477404166470, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 1914574758033241375, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1970454090352753370, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', 1973141434915079333, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 1984250623284917865, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 1996579372763370653, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 2028188550487679005, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', 2040132576806799208, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', 2046204628517102538, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 2048738514365601091, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 2070742947751754302, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', 2073591093121164332, '9cc6e01ce2e6a42cc73348e54843b6ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 2085741779110327349, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 2099561711107594048, '4e433353f905416397ba806c1fc183ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 2104502654869457703, '2eaf870429611199dd0a94520e95ad11'),
	('e2f4683f10694983b40c3c7098dc51fa', 2110897301561494121, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 2116582278479756389, '5e0d3ee78f8b935a2a4c205cb772f0e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 2130942915532138540, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', 2141278560884816410, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', 2141740596182545244, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 2150993080951897457, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 2154800566545024023, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 2215112779047817129, '0d9a92679424e78e1ecbb263ee15e779'),
	('e2f4683f10694983b40c3c7098dc51fa', 2227213523324149747, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 2233794464808198482, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', 2274425290550537221, '8d8f311e084310dc3f725475a6556ab5'),
	('e2f4683f10694983b40c3c7098dc51fa', 2280988369717735878, 'e5e80011bf435272fff931e36578e032'),
	('e2f4683f10694983b40c3c7098dc51fa', 2301008498178339688, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', 2309738580235541436, '6ecd5ff33c36b08010a7f1374adeb6e5'),
	('e2f4683f10694983b40c3c7098dc51fa', 2310881343350944221, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', 2313298289118938039, '1578b7e236d379988f89eeb50a632070');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 2313367008056152435, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', 2313530922498693499, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', 2332379256948927913, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 2339192362167505345, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', 2353514484451269262, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', 2370635324521541517, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', 2396142764708942151, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 2397698751663929284, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', 2404328399262046390, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 2404620485147639179, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', 2407776005337405885, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', 2420329065336047371, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', 2434046801558130039, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 2437824234717132083, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', 2444511107326173107, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 2449307022567297838, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', 2450314024910856032, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 2457634517776614503, '8e45fdaee472ea98fb034729988b092d'),
	('e2f4683f10694983b40c3c7098dc51fa', 2457989149176737059, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', 2497639265529802364, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', 2508685373472600980, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', 2539780044631075439, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', 2540197291423587755, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 2549321861054000522, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 2613704754472274778, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', 2620450401780580076, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 2626550498462913839, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', 2660586960197482026, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 2667343711045043068, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', 2669828063285323511, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 2680923122677258638, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', 2683251185208774505, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 2684664220048455504, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', 2691667296172823491, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', 2713233031023786352, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', 2720747711832008537, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', 2748042225597403170, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', 2754538876769603779, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 2770810221204718059, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 2784753532218270760, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', 2838391017950897868, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 2846304899790261670, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', 2849024794803853158, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', 2873170226299957268, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', 2883682174141875490, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 2905220711029366367, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 2931795320364397539, '406a38989624521e8b6062c40ee1caf9'),
	('e2f4683f10694983b40c3c7098dc51fa', 2955805031078789145, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 2961249666725573684, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', 2962051854913976586, '8cdec42de7362d4e92bc091c2979dbf3');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 2975854389899359558, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', 2997011023182208781, 'a99785a590b49f0d8c41147b53710add'),
	('e2f4683f10694983b40c3c7098dc51fa', 3000432803905510860, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 3002956410829501748, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 3008320385592705376, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 3037578378296397254, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 3037578378296397254, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', 3045346725537357589, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', 3058560077673884630, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', 3087202477069487594, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 3089221497876610268, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', 3134467085623373234, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 3146757815080515489, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 3193851828475963990, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', 3206144151528818124, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', 3206144151528818124, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 3226009999927429973, 'acc51700b7884b550314ed7f3d55fea0'),
	('e2f4683f10694983b40c3c7098dc51fa', 3236277057125237081, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 3282340479012801947, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 3283266152854713081, 'ad90812ba7f7f2f9c8a7a2e910a4604f'),
	('e2f4683f10694983b40c3c7098dc51fa', 3287565204755939882, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 3291654056329982543, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', 3299378718625406607, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', 3324357874550293283, '04e39dad9f9909078ba2c86cbd970952'),
	('e2f4683f10694983b40c3c7098dc51fa', 3333886558600568537, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 3337849576597869017, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', 3370831656182286898, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 3393883692447902699, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 3455495255477890689, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', 3463632852968084182, 'a99785a590b49f0d8c41147b53710add'),
	('e2f4683f10694983b40c3c7098dc51fa', 3465885809135712277, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', 3488289391504668118, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 3501298583541074344, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', 3503513562731518062, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 3504792165909033245, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 3543544355456411941, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 3550417559321179304, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 3563999705471109681, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 3579900623782507311, '7dabab632c99bc5007e4cfeb975ffe30'),
	('e2f4683f10694983b40c3c7098dc51fa', 3588472729316616643, '8bac2ed15b22b654fbb3074fa0b063ad'),
	('e2f4683f10694983b40c3c7098dc51fa', 3606072060361495669, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 3621379203184493998, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 3624377418299169425, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', 3636844317075471582, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 3644528168270389099, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', 3651678886702755943, '9cc6e01ce2e6a42cc73348e54843b6ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 3700401464434451499, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 3725038558530179874, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', 3729454276584018721, 'e01f9e40fb69968837d017ff9a30ca8c'),
	('e2f4683f10694983b40c3c7098dc51fa', 3729813445951130472, '24c88d20d2ea51a7dbb0033ce61200fb');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 3735898071480410013, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 3737205815130391278, '00a0d68bef1a00ff09a46a660f6bb26e'),
	('e2f4683f10694983b40c3c7098dc51fa', 3743782111065815066, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 3745867217033592300, 'c8309ce5c15cf5d6d9ffc7bd8cdfcb04'),
	('e2f4683f10694983b40c3c7098dc51fa', 3745867217033592300, 'e3f0308ec644142f6e157f6586897557'),
	('e2f4683f10694983b40c3c7098dc51fa', 3749877957785952560, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 3755964418563762000, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 3820697396967204324, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', 3827720849950259558, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 3830502673763673904, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 3836989955826461762, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 3841291807684861870, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', 3861881214720885711, 'b5982880f03143cf45a3075a308892bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 3883499186134763548, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 3887096989786605640, 'cac6882692a4516c458dfa6fb742e9ae'),
	('e2f4683f10694983b40c3c7098dc51fa', 3942627438725196748, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 3962365901532449200, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', 3964183216969819544, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 3982047133799358796, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 3982047133799358796, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 4000386496622325046, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 4009148789218717845, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', 4010841167750050319, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 4012808771722098134, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', 4014929428221096137, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 4022787100316304078, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', 4067960159481938419, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', 4075084266508636559, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', 4087321665032413338, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', 4092240226203092005, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', 4116493639158860458, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', 4121995677554834270, 'cf9dbdd727e60c176d8a113c3ba24dbf'),
	('e2f4683f10694983b40c3c7098dc51fa', 4129273974987827735, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', 4129504171413354909, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', 4149085856527610500, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 4156810186038135882, '2eaf870429611199dd0a94520e95ad11'),
	('e2f4683f10694983b40c3c7098dc51fa', 4158130210944557525, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', 4173247914889768733, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', 4218588262595012769, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', 4243933213984967567, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', 4249978182540402987, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', 4253811989449830157, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 4255030476689003520, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 4260363113932451432, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 4266905728443097115, '0a5f3c996c3c967c8a6cbdc9877b61a3'),
	('e2f4683f10694983b40c3c7098dc51fa', 4270305050836016891, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', 4289745635606387442, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', 4343872196634578303, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', 4344854842317490919, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', 4348650076492228512, 'bc59823455cb67a0d1a1a0377601840d');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 4355082272250588091, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', 4355978892997209384, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', 4415524198482251758, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 4418595415076226015, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', 4433874841502423584, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', 4440150253534877029, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 4440150253534877029, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 4455463593626991057, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 4460436005952414130, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 4513482119355010587, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', 4517475933409896820, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 4524324952608759946, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 4535980121047211072, '3577a5e197bc63b01e6f95f635318312'),
	('e2f4683f10694983b40c3c7098dc51fa', 4546506885780661436, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', 4599574029845224352, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 4670958456099758448, 'bc59823455cb67a0d1a1a0377601840d'),
	('e2f4683f10694983b40c3c7098dc51fa', 4676192213487500770, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 4713536340571498892, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', 4717424309842784048, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 4723573672983383037, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 4726528180816417406, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', 4761353484768094300, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', 4763370924528557611, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 4769729162537318927, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 4781144216526924921, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 4787808610589546818, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', 4788933317157499674, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 4818349406345849669, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', 4832920697692619335, 'c311fbc4c59a0247b9a7f94c4ffb83e1'),
	('e2f4683f10694983b40c3c7098dc51fa', 4904422798767956583, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 4918059866563521425, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 4925473273059076374, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', 4926252053656816433, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', 4935186479446186924, 'bc59823455cb67a0d1a1a0377601840d'),
	('e2f4683f10694983b40c3c7098dc51fa', 4953198262607004491, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', 4955741931337928887, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', 4991667039185780105, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5011855277102590023, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 5025920177132846654, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 5026612935727473661, 'daafb302942a107fb0735cbf75392f41'),
	('e2f4683f10694983b40c3c7098dc51fa', 5033305244549598204, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', 5059231668933399861, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 5069988434710810800, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', 5110873160018351878, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 5114216158743739536, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', 5116695195125857581, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', 5126394119896858980, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 5127811010445470817, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 5127811010445470817, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 5128878496854161221, 'f4c14ed5b2152cfaf047409729c1d4a4');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 5140581085767319226, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 5143282293889532407, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 5144326110499591620, '1b71445d20a24f930a0d898d71df599e'),
	('e2f4683f10694983b40c3c7098dc51fa', 5175096859066558881, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 5189569509493634663, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 5201830080218461654, 'c8309ce5c15cf5d6d9ffc7bd8cdfcb04'),
	('e2f4683f10694983b40c3c7098dc51fa', 5223314819734439912, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 5248169555261135603, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 5256873032793761945, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 5259322190803796287, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 5292364311381715964, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', 5303579458044128984, '65e32e89b4bdd51123ef4b4439d2eec1'),
	('e2f4683f10694983b40c3c7098dc51fa', 5307773008195112034, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', 5311610954872997304, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', 5333693393302814388, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', 5373907919531032323, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 5383365010053696649, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', 5384133412917876877, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', 5388143703445754220, 'cac6882692a4516c458dfa6fb742e9ae'),
	('e2f4683f10694983b40c3c7098dc51fa', 5390369925840039286, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 5396166595027613266, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 5406350172148138448, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 5407445832587020921, '8a1dc92fb8fa72ad09fcc77529f6e1bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 5430515896545535808, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5446184693491126813, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 5459590799822870127, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 5478421875542003749, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 5498958843375423406, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', 5498958843375423406, '5d68cf70c693da691fc2d2ff623e9355'),
	('e2f4683f10694983b40c3c7098dc51fa', 5534702493369416045, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 5552161605523934605, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5556510970266375501, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', 5556510970266375501, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', 5556510970266375501, 'c6f95880067bbc903e27faff0e34a4b8'),
	('e2f4683f10694983b40c3c7098dc51fa', 5565982473727738402, 'cd3e5791ec978222c0c903a3bc76100b'),
	('e2f4683f10694983b40c3c7098dc51fa', 5566720776768746416, '444d96c54217d06591b3ac010392714f'),
	('e2f4683f10694983b40c3c7098dc51fa', 5576479460038110758, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 5586649764771005872, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', 5603573274883649200, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 5606187153859151191, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', 5622487121920456232, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 5627481320110015391, '65e32e89b4bdd51123ef4b4439d2eec1'),
	('e2f4683f10694983b40c3c7098dc51fa', 5627594643665439518, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', 5659301762208994266, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', 5671019301157780037, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 5672841396555354825, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5678921427754575871, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 5696550806887437727, '1342e3eca21996ea4e0bae845073f5ad'),
	('e2f4683f10694983b40c3c7098dc51fa', 5697130077201523162, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 5708059997768279121, '64b6191ade9be40f709166a8bf02fff4');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 5725428718624434276, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', 5729957182895347908, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', 5736950232124886039, 'cf9dbdd727e60c176d8a113c3ba24dbf'),
	('e2f4683f10694983b40c3c7098dc51fa', 5738072468609816410, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', 5763588950134063103, '0b707ccee7b96d59507324517f632430'),
	('e2f4683f10694983b40c3c7098dc51fa', 5764529769698907320, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', 5780647276171045018, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 5787397125132595979, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', 5803174631817304386, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', 5805656915549632940, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', 5842338372015562275, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', 5843965359753592012, 'e5e80011bf435272fff931e36578e032'),
	('e2f4683f10694983b40c3c7098dc51fa', 5855107090924957482, 'd9e08576f54eb1a306aee582624346b1'),
	('e2f4683f10694983b40c3c7098dc51fa', 5914955934534969256, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 5935145199360903420, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', 5943092676920541645, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', 5949578538102385273, '4a824ebe618b8476798bd30c0b004be1'),
	('e2f4683f10694983b40c3c7098dc51fa', 5959219202820431252, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 5964034316625378849, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 5981513175743126596, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', 5988916938593804248, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', 5991313993106787403, 'ad90812ba7f7f2f9c8a7a2e910a4604f'),
	('e2f4683f10694983b40c3c7098dc51fa', 5994585025846141437, '5262ece1f196f6e6b0dbe24833c9f290'),
	('e2f4683f10694983b40c3c7098dc51fa', 5996871893353753494, 'e100756b381d769f2278200fd1c557fd'),
	('e2f4683f10694983b40c3c7098dc51fa', 6000840001436528392, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 6001656910135029007, '6866ec9ce35bc04ed8a6a8007a3e5655'),
	('e2f4683f10694983b40c3c7098dc51fa', 6011084393771936596, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 6024669331896533700, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 6071193058612746793, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 6072802374213540157, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', 6109849560970388673, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', 6115565928788058800, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', 6124862691133862518, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 6126374707710194430, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', 6142756206116172030, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', 6156467590233537994, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', 6174487261782150041, '7c10ee45d075db758c6e224e17616d60'),
	('e2f4683f10694983b40c3c7098dc51fa', 6180083381928552000, '4407d07bce0152db4c8c094433fff227'),
	('e2f4683f10694983b40c3c7098dc51fa', 6183714863900449515, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 6211704254341582653, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', 6212431083357605236, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', 6239519367568685806, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', 6250871647201335845, 'b94e20cd6b6a2a176f394632d721811d'),
	('e2f4683f10694983b40c3c7098dc51fa', 6251165407954495898, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', 6263175621878036570, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', 6277604861967728564, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 6279425360658415446, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 6304659479243188885, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 6335272292727844625, '6ecd5ff33c36b08010a7f1374adeb6e5'),
	('e2f4683f10694983b40c3c7098dc51fa', 6335272292727844625, '7dabab632c99bc5007e4cfeb975ffe30');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 6427984766647231053, 'd934ca169da1624df1a2677a78ea61dc'),
	('e2f4683f10694983b40c3c7098dc51fa', 6428720285551523392, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 6467482614807548050, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', 6468495331565749638, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 6468495331565749638, '4aa85a1dfe40919dbd7ecc166a0589eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 6476323010126983587, 'd9e08576f54eb1a306aee582624346b1'),
	('e2f4683f10694983b40c3c7098dc51fa', 6490371384330728043, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 6510593531501869516, 'bb0893777c746f0d9e4c7ae92ff4809a'),
	('e2f4683f10694983b40c3c7098dc51fa', 6512301451571538683, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 6521674841204716841, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', 6534638407994970239, 'daafb302942a107fb0735cbf75392f41'),
	('e2f4683f10694983b40c3c7098dc51fa', 6546684855973127538, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', 6546972595446149553, 'cf9dbdd727e60c176d8a113c3ba24dbf'),
	('e2f4683f10694983b40c3c7098dc51fa', 6550889237566793869, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', 6551828578186550033, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 6564773825729998406, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', 6567306996881645562, 'd50541567600f2fe9ab22ceca4e595e0'),
	('e2f4683f10694983b40c3c7098dc51fa', 6572427825636951278, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', 6593329804029712689, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 6616628290679618263, 'cfa1ba8232efd75a49327c62d267d330'),
	('e2f4683f10694983b40c3c7098dc51fa', 6624152137776353657, '8d8f311e084310dc3f725475a6556ab5'),
	('e2f4683f10694983b40c3c7098dc51fa', 6643448518557252598, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 6662587191946154500, '11ec532c58243f1af2bcd101cddfa29c'),
	('e2f4683f10694983b40c3c7098dc51fa', 6700050494207090990, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 6719708405042573490, 'cd3e5791ec978222c0c903a3bc76100b'),
	('e2f4683f10694983b40c3c7098dc51fa', 6739612768161785339, '19b81b21d74738f435e2e88cc1640166'),
	('e2f4683f10694983b40c3c7098dc51fa', 6762175402479923609, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', 6774727499354159489, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 6784756298351581670, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', 6792621225192911535, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 6803730437033689948, 'bc705c409d18ebbb0fa072bc7810ebfc'),
	('e2f4683f10694983b40c3c7098dc51fa', 6813041318911825776, '8bac2ed15b22b654fbb3074fa0b063ad'),
	('e2f4683f10694983b40c3c7098dc51fa', 6828015024514527361, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', 6834775001946194304, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', 6835860904485857120, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', 6865136338258810395, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 6868425812815744631, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 6883461136249872440, 'c8309ce5c15cf5d6d9ffc7bd8cdfcb04'),
	('e2f4683f10694983b40c3c7098dc51fa', 6885141433519674093, '900a45c7c2fe453b9feb19f0fed7e869'),
	('e2f4683f10694983b40c3c7098dc51fa', 6893454319392828741, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', 6893454319392828741, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', 6893633344244047944, '8498699272501be2507e416be58fd842'),
	('e2f4683f10694983b40c3c7098dc51fa', 6893824354581738413, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', 6913786795959317226, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 6926428753852208776, 'e01f9e40fb69968837d017ff9a30ca8c'),
	('e2f4683f10694983b40c3c7098dc51fa', 6927614651240206217, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 6946591511745675407, '7ca2a38764c2388dc38f9a403d04bdb7'),
	('e2f4683f10694983b40c3c7098dc51fa', 6946591511745675407, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 6980411104241987877, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 6989715725042415263, 'e100756b381d769f2278200fd1c557fd');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 7032227305586787085, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', 7043517793483425061, 'd636fd27cb200d74d5de6db812b5ed8a'),
	('e2f4683f10694983b40c3c7098dc51fa', 7093630695850311124, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', 7110087250403089616, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 7112455464279143274, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', 7134073591614564977, 'c7d1a32caae6e9a19aeb11055c2bf730'),
	('e2f4683f10694983b40c3c7098dc51fa', 7136266248902023205, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 7159676899700524088, 'ea08b55abf2c3e7d96a97098b8f2e531'),
	('e2f4683f10694983b40c3c7098dc51fa', 7177000764898182878, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', 7177385311042827425, 'd9e08576f54eb1a306aee582624346b1'),
	('e2f4683f10694983b40c3c7098dc51fa', 7194660909406639419, '8d8f311e084310dc3f725475a6556ab5'),
	('e2f4683f10694983b40c3c7098dc51fa', 7201309193935262767, 'e3f0308ec644142f6e157f6586897557'),
	('e2f4683f10694983b40c3c7098dc51fa', 7203519764835063989, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', 7221986285921346404, '09bb0eda7456787a82d4f49d81851cf6'),
	('e2f4683f10694983b40c3c7098dc51fa', 7285446829860995244, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', 7310137930582730198, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 7313123171829423922, 'd2b3664aaacc5d94911c8c324d4da04f'),
	('e2f4683f10694983b40c3c7098dc51fa', 7335661436660721502, '57ece5cf1763f91b1819bc2eb8a1b10b'),
	('e2f4683f10694983b40c3c7098dc51fa', 7339928737083748722, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', 7343119268650898034, 'e5e80011bf435272fff931e36578e032'),
	('e2f4683f10694983b40c3c7098dc51fa', 7355255697170369995, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 7356412958821449883, '168236b80c93d68a39568f2f59a01907'),
	('e2f4683f10694983b40c3c7098dc51fa', 7378770222507231661, 'b5982880f03143cf45a3075a308892bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 7417616951129848349, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 7423457951493384762, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', 7433260002516289881, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 7441523540665343967, '8e45fdaee472ea98fb034729988b092d'),
	('e2f4683f10694983b40c3c7098dc51fa', 7443239777124907201, '91d1e1185cb340e989820e5547ab1e8b'),
	('e2f4683f10694983b40c3c7098dc51fa', 7455558866893676085, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 7464412523997081266, 'd9c11d2c069e5092fca81512cbfc13e2'),
	('e2f4683f10694983b40c3c7098dc51fa', 7504689235972259053, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, '290f9ec4b64c459553f6cab0eeb32b11'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, '41e5d7ae8f63a5372acabdb9013a82e8'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, '4eac132d98a4140ea86ef6a6b4b14bab'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, '7665c2ac06eedc7db239ce1eaac829b0'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, 'eb14db00852717e13ddb4b55da75feb3'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, 'f8cc5595eac1d48e2e1010663a1b1f3d'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, 'fae9752733a6460803a42fb743c710f4'),
	('e2f4683f10694983b40c3c7098dc51fa', 7518704956347708736, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 7527289307690660575, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 7530290299407219562, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 7546550556413949930, '4407d07bce0152db4c8c094433fff227'),
	('e2f4683f10694983b40c3c7098dc51fa', 7549975536303766385, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', 7573021170911226043, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', 7579729165443695618, 'cf9dbdd727e60c176d8a113c3ba24dbf'),
	('e2f4683f10694983b40c3c7098dc51fa', 7601685703672996687, '78b4376bda440d75b69e86dcb108d762'),
	('e2f4683f10694983b40c3c7098dc51fa', 7614577100400906687, '38bb7dca92467d82824f8d956d9792ee'),
	('e2f4683f10694983b40c3c7098dc51fa', 7628387822781298140, '7834f9ac2473f2b099ff6c360b22b559'),
	('e2f4683f10694983b40c3c7098dc51fa', 7633538407454506422, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 7640556169193078397, 'ea08b55abf2c3e7d96a97098b8f2e531');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 7652426876416272458, '59705962d90be5c565439d52563938bd'),
	('e2f4683f10694983b40c3c7098dc51fa', 7658600977422810308, '500477e4504b9156d5c3b064b1a30df6'),
	('e2f4683f10694983b40c3c7098dc51fa', 7676723668144878616, '65e32e89b4bdd51123ef4b4439d2eec1'),
	('e2f4683f10694983b40c3c7098dc51fa', 7686298501370675573, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', 7689676858583108783, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 7694872369616552308, 'daafb302942a107fb0735cbf75392f41'),
	('e2f4683f10694983b40c3c7098dc51fa', 7716032856872916961, 'eb14db00852717e13ddb4b55da75feb3'),
	('e2f4683f10694983b40c3c7098dc51fa', 7748526303114084803, '521ff43c56943a58e2ba0da05919af2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 7749230030059558263, '5b178801c414a88548da47a70f9fd189'),
	('e2f4683f10694983b40c3c7098dc51fa', 7782271730551777283, '4e433353f905416397ba806c1fc183ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 7784853731990720550, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 7797262210343447837, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 7798140626382133229, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 7842136735241788821, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 7852206784117970155, '6bc6b9a21c0518aa483fcab3088387c9'),
	('e2f4683f10694983b40c3c7098dc51fa', 7863170394294978743, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 7863379056308996452, 'd31ce8399a341fd88cfc4fd9fef2c633'),
	('e2f4683f10694983b40c3c7098dc51fa', 7901628862908085836, '8bfd47f7ab2cc2dcf1c2183a08628b52'),
	('e2f4683f10694983b40c3c7098dc51fa', 7903718301097439597, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', 7908874563824485939, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', 7912196089774560229, 'd6c099d18556699a9cdec237bfcd769c'),
	('e2f4683f10694983b40c3c7098dc51fa', 7915805085829450679, 'edda96c92c184bb7c4a5cc38d79504eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 7942554454435904735, 'cf9dbdd727e60c176d8a113c3ba24dbf'),
	('e2f4683f10694983b40c3c7098dc51fa', 7985078341579463535, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', 7995022222188169438, '37e129e70a7ef83718b5f1adfd7e3c35'),
	('e2f4683f10694983b40c3c7098dc51fa', 8035344311835386274, '8362ada3840324450e849e4d0965c088'),
	('e2f4683f10694983b40c3c7098dc51fa', 8038666449759784624, 'd038fc120c01289a84236f1268191dec'),
	('e2f4683f10694983b40c3c7098dc51fa', 8056567943646990221, 'efceaddbf5e0cf8da46dc367f70145b5'),
	('e2f4683f10694983b40c3c7098dc51fa', 8063065157529297506, 'a15eed974cda3d8beae0db1420171dbc'),
	('e2f4683f10694983b40c3c7098dc51fa', 8077599020880563773, 'cd3e5791ec978222c0c903a3bc76100b'),
	('e2f4683f10694983b40c3c7098dc51fa', 8083940770782705430, '28a5e5720b859ae2c8f092dd7abe3385'),
	('e2f4683f10694983b40c3c7098dc51fa', 8119313174428565781, '45075d0fbacb0b04b66ad94fe0fa7e94'),
	('e2f4683f10694983b40c3c7098dc51fa', 8129260140381232004, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', 8152192872944668891, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 8177813920995212305, '52b7f5f15151f0021ec009683a59f9f0'),
	('e2f4683f10694983b40c3c7098dc51fa', 8195640253187793091, '0d9a92679424e78e1ecbb263ee15e779'),
	('e2f4683f10694983b40c3c7098dc51fa', 8215111194946837309, '4407d07bce0152db4c8c094433fff227'),
	('e2f4683f10694983b40c3c7098dc51fa', 8234609031799640322, '9059b0f8f5f1013adc4b4c9bf01810a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 8236962799388046006, 'f24f920655a1b2b6b155d01c55d5c22e'),
	('e2f4683f10694983b40c3c7098dc51fa', 8238812987730032566, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', 8290791915396944385, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 8295983837366533862, '386065e288fe18e0919628141aa764a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 8325251596553064579, '8cdec42de7362d4e92bc091c2979dbf3'),
	('e2f4683f10694983b40c3c7098dc51fa', 8335256620380937589, '53738d1e3e2675052c147e03e21d3ba4'),
	('e2f4683f10694983b40c3c7098dc51fa', 8354014759319116588, '7b659bf42510efffa5632144f474b5ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 8355362282009311824, '050a4ec84dc67f3abba6304bacfe40f7'),
	('e2f4683f10694983b40c3c7098dc51fa', 8357635945819700005, '0bebfaa066efc3e9a5927b110bc2ef3b'),
	('e2f4683f10694983b40c3c7098dc51fa', 8383285423665589089, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 8388023991438434709, '94717cdb37382caeeacdda04a7e6f9fc'),
	('e2f4683f10694983b40c3c7098dc51fa', 8397469509675085491, '1578b7e236d379988f89eeb50a632070');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 8413092258627529978, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 8415415611664686898, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 8421717096494617945, 'b5982880f03143cf45a3075a308892bc'),
	('e2f4683f10694983b40c3c7098dc51fa', 8434818549542448419, '54d8aac72d41abb1e9801a2a5afca70c'),
	('e2f4683f10694983b40c3c7098dc51fa', 8453623860975036181, '8569898740bb650449c1c75f43d1a0e8'),
	('e2f4683f10694983b40c3c7098dc51fa', 8458982517190290606, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 8499922342581870380, 'f25624c2e085f7b65ffa33f0729b9ff6'),
	('e2f4683f10694983b40c3c7098dc51fa', 8503789264692980552, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 8529565607575654375, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 8537795737064286586, '444d96c54217d06591b3ac010392714f'),
	('e2f4683f10694983b40c3c7098dc51fa', 8537795737064286586, 'c972414d11dcabfc71fe127ee4599eed'),
	('e2f4683f10694983b40c3c7098dc51fa', 8542469133970061699, '35bc715773b6fd6ede04ab90a1310413'),
	('e2f4683f10694983b40c3c7098dc51fa', 8560961739296468130, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', 8615030861004369860, '61cb7eb2f08849553a61f6bf2e0680ae'),
	('e2f4683f10694983b40c3c7098dc51fa', 8631660800304219342, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 8652083269837397417, 'aa72302f89f16bd67281861cf66e5315'),
	('e2f4683f10694983b40c3c7098dc51fa', 8684330885965783930, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', 8700957151635969365, '521ff43c56943a58e2ba0da05919af2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 8704426282177385614, 'f8cc5595eac1d48e2e1010663a1b1f3d'),
	('e2f4683f10694983b40c3c7098dc51fa', 8738933255572238381, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 8760204208657415768, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', 8777794627256201914, '3d51956f663ef5eebba3076d08f17704'),
	('e2f4683f10694983b40c3c7098dc51fa', 8785386152701597452, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 8790693992445342646, '04e39dad9f9909078ba2c86cbd970952'),
	('e2f4683f10694983b40c3c7098dc51fa', 8797289670656100538, '946906136e6312cbc6d1116e4cbf443a'),
	('e2f4683f10694983b40c3c7098dc51fa', 8802118702816178495, 'daafb302942a107fb0735cbf75392f41'),
	('e2f4683f10694983b40c3c7098dc51fa', 8803084553984733174, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', 8811280780671501913, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', 8835748116848051128, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 8856738953431500296, 'fae9752733a6460803a42fb743c710f4'),
	('e2f4683f10694983b40c3c7098dc51fa', 8858143332408018716, '24c88d20d2ea51a7dbb0033ce61200fb'),
	('e2f4683f10694983b40c3c7098dc51fa', 8879314676510604440, '7def03cf06c526d434540af25b9a847d'),
	('e2f4683f10694983b40c3c7098dc51fa', 8882535026730458488, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', 8900669273620325596, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', 8909791509265801423, 'f1226839cc5690db0a7f395f4a115779'),
	('e2f4683f10694983b40c3c7098dc51fa', 8915720446673738933, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 8915720446673738933, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 8916935419471135100, '64b6191ade9be40f709166a8bf02fff4'),
	('e2f4683f10694983b40c3c7098dc51fa', 8937340562892098608, 'fc07cfe3cfdf8c3041dffc6365281392'),
	('e2f4683f10694983b40c3c7098dc51fa', 8941798538267177562, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 8983994170945008454, 'c5bfa7c5cb78be3e57ea4175eb9ae1c2'),
	('e2f4683f10694983b40c3c7098dc51fa', 8984962630095930512, 'f4c14ed5b2152cfaf047409729c1d4a4'),
	('e2f4683f10694983b40c3c7098dc51fa', 8985569803947429684, '75643005f65e5b43a9cdcb9eb4f58845'),
	('e2f4683f10694983b40c3c7098dc51fa', 8995030441470510754, 'fcd4c4875facc6a294692f52b071a223'),
	('e2f4683f10694983b40c3c7098dc51fa', 8998038011947370987, 'cd3e5791ec978222c0c903a3bc76100b'),
	('e2f4683f10694983b40c3c7098dc51fa', 9000561868073515660, '535cbd647a0deae66234558330bcc34b'),
	('e2f4683f10694983b40c3c7098dc51fa', 9002361440864052244, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', 9016140334767755630, '6f60f69e3458dbc831c023b7491bbf42'),
	('e2f4683f10694983b40c3c7098dc51fa', 9045015945176774135, 'e6f0ab511c02ba1d1e6f191aa1d2fcb2'),
	('e2f4683f10694983b40c3c7098dc51fa', 9048452269939151961, '6f60f69e3458dbc831c023b7491bbf42');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 9095250006416579455, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', 9120952909531220229, '71afdb34fad0d58cb0e1129cd579b53e'),
	('e2f4683f10694983b40c3c7098dc51fa', 9121426296191587142, '16d19c76627a0ed0333fe18980d0d327'),
	('e2f4683f10694983b40c3c7098dc51fa', 9129306343594837365, '2d7f48700f1115a8731c43ec7ab231b3'),
	('e2f4683f10694983b40c3c7098dc51fa', 9139679459103711324, '4fe0efa8e24d59eb099cebd8c0cf7481'),
	('e2f4683f10694983b40c3c7098dc51fa', 9142982713811366067, '9db8fdb98c7e735c57dcbd6ae21cd748'),
	('e2f4683f10694983b40c3c7098dc51fa', 9162769758726944427, 'ff28b28c939c76abc33e0c1253a42efe'),
	('e2f4683f10694983b40c3c7098dc51fa', 9172646409994512099, '4e433353f905416397ba806c1fc183ab'),
	('e2f4683f10694983b40c3c7098dc51fa', 9174369541798891545, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 9195803296890980068, '1578b7e236d379988f89eeb50a632070'),
	('e2f4683f10694983b40c3c7098dc51fa', 9196370101997678452, 'b241b932cacc85ae950d85ea9dae5a52'),
	('e2f4683f10694983b40c3c7098dc51fa', 9196913019283477480, '17ffd28665ad6d81efe0e86fc684a39f'),
	('e2f4683f10694983b40c3c7098dc51fa', 9206403645865692906, 'db1ac303496b2e463c87945cee0e73f3'),
	('e2f4683f10694983b40c3c7098dc51fa', -9215768938755719561, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', -9189596553665856919, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -9185312985849997068, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', -9162061909337885974, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -9128843152984339824, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -9126262216000850152, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', -9123529638368323042, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', -9114117758563553076, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', -9107420907518960261, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -8952878839859197700, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -8917953409388857896, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', -8905395393672525633, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -8895859490991901671, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', -8884315052101282305, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', -8870532854469648864, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -8852271510003598051, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', -8829097752640621598, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -8776786017374962962, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', -8770396757767403853, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', -8699386453602487143, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', -8695020004302577460, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', -8692908720583027012, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', -8687558397530961428, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -8671399279977568739, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -8629562503540821126, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', -8621401486559603902, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', -8619504730085215083, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -8615067157853243846, '4e59c5e6f92ebd988dd0b0d4c54ad2a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -8591678193155372997, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', -8591430803010261311, 'd8a9f07126af1a63acee04ce582e729d'),
	('e2f4683f10694983b40c3c7098dc51fa', -8527357265431492509, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', -8499853776164668428, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -8479969641384370501, '90624b4788c40288c0f86d3aa76250ca'),
	('e2f4683f10694983b40c3c7098dc51fa', -8453103679875784193, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', -8392684888408347327, 'e4513803fd88e3aa9ffd4f5cf7c3504b'),
	('e2f4683f10694983b40c3c7098dc51fa', -8337510900303396983, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', -8325175612342011178, 'bb35ad3f654ffae03393543291a8e122');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -8243395176899380946, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', -8231066403439996033, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -8158534524866383681, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', -8158131989989789763, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -8132307898785115548, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', -8127510305310855354, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -8110999637443770115, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', -8103743121749202445, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -8100181197308520410, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -8093605026546919923, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', -8058404800438481799, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', -8022677779961957154, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', -8007554293424884388, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', -7993601478951070987, '90624b4788c40288c0f86d3aa76250ca'),
	('e2f4683f10694983b40c3c7098dc51fa', -7934732248663241013, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', -7890192587151785394, '4e59c5e6f92ebd988dd0b0d4c54ad2a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -7875582755093556602, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', -7875223542418093683, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', -7860822467882971223, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', -7856490649612757117, '7f4c5a38ad97db8aa80c3c649ec2d83c'),
	('e2f4683f10694983b40c3c7098dc51fa', -7826302031361274524, '136363c49bcb0d640722a6b003546299'),
	('e2f4683f10694983b40c3c7098dc51fa', -7816359122833588867, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', -7807851208580320121, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -7794759401270244235, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', -7766225171993087642, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', -7762814780704326994, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -7664517083975248991, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -7626723817732826530, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', -7591980149367684997, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', -7569331608778346679, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', -7512547472002870541, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', -7502188822178988569, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -7502188822178988569, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -7500987602135780016, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -7473350860197369857, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', -7467369102567704175, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', -7465823322750108113, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -7465823322750108113, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -7454492948553849029, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -7429367668575563242, '90624b4788c40288c0f86d3aa76250ca'),
	('e2f4683f10694983b40c3c7098dc51fa', -7411143470398911429, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', -7379434587284924567, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', -7362780974851445306, '6d63877a9765dbe345e1e67891fede00'),
	('e2f4683f10694983b40c3c7098dc51fa', -7360060989250671249, '7f4c5a38ad97db8aa80c3c649ec2d83c'),
	('e2f4683f10694983b40c3c7098dc51fa', -7345051315137032260, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', -7330661921004433259, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', -7324076297027508348, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', -7321659482637223370, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', -7268379108904436211, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', -7248549981335188802, '70896fbead58157f82af2a3e88e66fa3');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -7248549981335188802, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -7216786790758110503, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', -7153398960809965448, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', -7079098774292976486, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', -7067205845993062803, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', -6961002249230492960, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', -6950517873188972887, '6d63877a9765dbe345e1e67891fede00'),
	('e2f4683f10694983b40c3c7098dc51fa', -6801819009293673284, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', -6742042845810479728, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', -6697136685412382397, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', -6665828199949648753, '7f4c5a38ad97db8aa80c3c649ec2d83c'),
	('e2f4683f10694983b40c3c7098dc51fa', -6604646370363871469, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', -6577977750656580236, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', -6544226693115009515, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', -6528062584835196376, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -6502662425976299425, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', -6438628788702763702, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', -6414635055402935652, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', -6404791928036674415, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6384071532263596692, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', -6338831771169421030, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', -6207905401119975373, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', -6192488817837827088, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6176589814340588961, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', -6165360550906435132, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -6150540749409793947, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', -6144091022192338247, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -6098529931479474859, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', -6086618563328244618, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -6083828559013797438, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -5954101947588831019, '2d5ec7d3298198d5021bdaea983a87b6'),
	('e2f4683f10694983b40c3c7098dc51fa', -5922850411156516775, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', -5915572327216968719, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -5901055101465668229, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', -5889495580341715221, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', -5873824210514432687, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', -5835221137560729166, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', -5820415916481176793, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -5812939800283821078, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', -5770575956017163113, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', -5738571907945776582, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -5712003914453896518, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', -5676976503621069888, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', -5656253176009265510, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', -5643345574697883980, '50476df77e4e95f962c8d822b9ba44bd'),
	('e2f4683f10694983b40c3c7098dc51fa', -5621725692952758145, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', -5610446569532401860, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', -5574498427232292016, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', -5554776482916661698, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', -5475926683605712712, '70896fbead58157f82af2a3e88e66fa3');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -5469964816784310414, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', -5433805180459500698, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', -5418422112584280232, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', -5413513378630984276, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', -5407376029106357554, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -5388433620641952941, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -5371902171201690588, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -5320401663556440448, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', -5315219567308735647, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -5299966226648416093, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', -5261617626224730258, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', -5236802150148789218, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', -5233350306991310166, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', -5210252725837206061, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', -5210206046070894519, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -5208041919994476461, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', -5207406753292628298, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', -5207236542606102664, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', -5186549733057641024, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', -5163390643752570701, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', -5147688609202250758, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', -5136377607902169073, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', -5121778521725100518, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -5103614686768125849, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', -5097253351214735797, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -5004301320849633949, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', -4980495947327490509, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -4964294201326277956, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', -4934463514996836007, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -4890780426306343168, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', -4884432169189981124, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', -4878419706674345684, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', -4865486326424742538, '3c7a51f6edeed576f3fbbb95515fd379'),
	('e2f4683f10694983b40c3c7098dc51fa', -4862010625268871943, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', -4858584064019996236, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -4763479478935654929, 'e4513803fd88e3aa9ffd4f5cf7c3504b'),
	('e2f4683f10694983b40c3c7098dc51fa', -4752277523928238920, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -4748411559238359625, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -4737731731509661525, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', -4726124184635135279, '3e696f181a70aad1b85ad500e24fe6da'),
	('e2f4683f10694983b40c3c7098dc51fa', -4689093424943277227, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', -4684928801972695795, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', -4681460103176930181, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -4679037450908029365, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -4671837808655357497, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', -4669989686304667276, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', -4654524174758862974, '61551c06f4ba194478bf1f16e88011c4'),
	('e2f4683f10694983b40c3c7098dc51fa', -4618288445726974045, 'f88c99a7b1256063038169494cbbc3ea'),
	('e2f4683f10694983b40c3c7098dc51fa', -4603120971623038982, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -4595383048093559265, 'd1c5eb6a41cc7497e878300f21749ea9');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -4573492095990483270, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -4556559608082455212, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -4528880265862584345, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', -4504989766313545631, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', -4487562316748656374, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', -4459792701978663877, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', -4423177030565243362, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', -4378168710459110464, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', -4378168710459110464, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -4378168710459110464, '6fdc956bc300a41b788574136bf34bfb'),
	('e2f4683f10694983b40c3c7098dc51fa', -4367448966378080744, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', -4357591968776482558, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', -4325752147780900149, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', -4282465292380722294, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -4264285410398587597, 'e3116042413a286118ce6d7a78e3d206'),
	('e2f4683f10694983b40c3c7098dc51fa', -4258676219187319521, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', -4119093324856681683, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', -4096811708189612327, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', -4071166326465538610, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', -4025347587746693649, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', -4024955951658304546, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', -4016021388207525465, '90624b4788c40288c0f86d3aa76250ca'),
	('e2f4683f10694983b40c3c7098dc51fa', -4010436973897028590, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', -4007315715712188375, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -3993894974117194310, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', -3989466246846485187, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', -3972621149355790975, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -3947281068912497591, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', -3871589762878154505, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', -3830778223717766890, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', -3807830776703892082, 'e4513803fd88e3aa9ffd4f5cf7c3504b'),
	('e2f4683f10694983b40c3c7098dc51fa', -3788562592996632081, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', -3766056432257786835, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -3754129681006459279, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', -3747063491967231882, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', -3711289155792330755, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -3702819663802369906, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', -3642991201293074203, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', -3634148284311386220, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -3612281642050423110, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', -3577610833155408488, '4e59c5e6f92ebd988dd0b0d4c54ad2a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -3540985423080639329, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', -3534131496793602894, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', -3491789128697023975, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', -3444832742206296517, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', -3438658880730655239, '50476df77e4e95f962c8d822b9ba44bd'),
	('e2f4683f10694983b40c3c7098dc51fa', -3410122403406124241, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', -3391268934274289754, 'f88c99a7b1256063038169494cbbc3ea'),
	('e2f4683f10694983b40c3c7098dc51fa', -3334433526019469442, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', -3286140588468022540, '2e7bfc005b32ad513485a29b3009c632');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -3258511149998440597, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', -3253395624600787062, 'b02f2680283b829a38d3c9ef32768569'),
	('e2f4683f10694983b40c3c7098dc51fa', -3231080996891679744, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', -3229153401345888187, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', -3212492020781889236, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', -3182004435745155293, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', -3150013293396506306, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -3149069605717502797, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', -3146655629921868965, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -3133897036832557657, '5482293fc4f235a71a2dd739768e2432'),
	('e2f4683f10694983b40c3c7098dc51fa', -3103726967074252554, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', -3071946477399098623, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', -3071254882559754896, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -3035068957366694543, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', -3010866397550798948, '4e59c5e6f92ebd988dd0b0d4c54ad2a9'),
	('e2f4683f10694983b40c3c7098dc51fa', -2986193939975077692, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', -2977240965117686084, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', -2970437535780576340, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', -2959223920884657176, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -2922366924140934624, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', -2913639879517137253, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', -2912109187489570758, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', -2905140605506356100, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -2901750515523826827, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', -2877307128169976510, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', -2867684249002043894, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', -2833437524578292695, 'd8a9f07126af1a63acee04ce582e729d'),
	('e2f4683f10694983b40c3c7098dc51fa', -2823163223336908010, 'd8a9f07126af1a63acee04ce582e729d'),
	('e2f4683f10694983b40c3c7098dc51fa', -2793845460297744221, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -2785672553404400947, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', -2778973580962389771, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', -2756739697545265000, '3c7a51f6edeed576f3fbbb95515fd379'),
	('e2f4683f10694983b40c3c7098dc51fa', -2702499884785854077, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', -2653163507297407960, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', -2647923880180398456, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', -2605036786456977273, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -2604530217082407909, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', -2596429029930634473, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', -2566952639942151207, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', -2563375495179514799, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', -2528098569225757842, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -2513634968332793814, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', -2507172920239876995, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', -2431198471685557336, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', -2402788630714940463, '6fdc956bc300a41b788574136bf34bfb'),
	('e2f4683f10694983b40c3c7098dc51fa', -2354758432885688382, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', -2337733071792726674, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -2325871696889973665, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', -2309800147972838420, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -2301642904292578859, '12b595e9b360498da67adebb368e7b34');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -2298857384257634619, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -2282898704073401687, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -2216703447452423295, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', -2209829225954141884, '61551c06f4ba194478bf1f16e88011c4'),
	('e2f4683f10694983b40c3c7098dc51fa', -2198053939990131132, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -2162938697064094656, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', -2162801631605649150, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', -2162577001525570866, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -2137936376766195340, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', -2131553655009860945, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', -2119287718877945767, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', -2107186508106319618, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -2099088323871483131, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', -2084779593770817371, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', -2070311883012953365, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -2013454863939876166, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1993503620711910303, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', -1960018214339158195, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', -1954785574132842440, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', -1947885522440766252, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', -1934299750070935865, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', -1917797602353526243, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', -1857571391333535849, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', -1845508528935919660, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', -1831844406791077012, '6d63877a9765dbe345e1e67891fede00'),
	('e2f4683f10694983b40c3c7098dc51fa', -1824394350232756681, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -1810934253044122733, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1810391379505099447, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', -1802741954570138896, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', -1793668966616821032, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', -1752358560335493970, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', -1746387235035661146, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1746387235035661146, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -1741236986726496434, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', -1705889765504006996, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', -1676759040898492088, '3e696f181a70aad1b85ad500e24fe6da'),
	('e2f4683f10694983b40c3c7098dc51fa', -1624005900364869040, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', -1617747036739398932, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', -1599125070778668479, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -1523398414581150184, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1504578055508842085, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', -1492087398270601530, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', -1481282975970249565, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', -1451080996918338562, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', -1411940055958962216, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', -1396022235789561581, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', -1383607121485500436, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', -1341079303430480925, '6d63877a9765dbe345e1e67891fede00'),
	('e2f4683f10694983b40c3c7098dc51fa', -1317985841834243169, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', -1286229021119180857, 'bd18adecb156a77f7452a89c27347874');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', -1231270114282514667, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -1201213947856302271, 'e4513803fd88e3aa9ffd4f5cf7c3504b'),
	('e2f4683f10694983b40c3c7098dc51fa', -1199874057213829727, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1190738069712157530, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', -1168885812248913082, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -1162890313702792165, '6fdc956bc300a41b788574136bf34bfb'),
	('e2f4683f10694983b40c3c7098dc51fa', -1148827522980656655, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -1114236568054786689, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1074016310879971189, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', -1073224899589823860, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', -1061619101965391923, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', -1053919687829578906, 'f88c99a7b1256063038169494cbbc3ea'),
	('e2f4683f10694983b40c3c7098dc51fa', -1044668868096711542, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', -1014937565445666781, '7f4c5a38ad97db8aa80c3c649ec2d83c'),
	('e2f4683f10694983b40c3c7098dc51fa', -970766400123679176, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', -965898789777722500, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', -881537288804433062, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', -832399534522597384, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', -714266561152317118, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', -673544693439718429, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', -658047746832335193, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', -641477461272119653, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', -639355440825895818, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', -638099020340740026, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', -631859988127232066, '3e696f181a70aad1b85ad500e24fe6da'),
	('e2f4683f10694983b40c3c7098dc51fa', -631748429711548084, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', -548306250487156188, 'b02f2680283b829a38d3c9ef32768569'),
	('e2f4683f10694983b40c3c7098dc51fa', -514463878817421127, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', -514463878817421127, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', -506030974694934884, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', -487123516822606465, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', -436171797648386469, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', -427312299873167838, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', -403355518553527785, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', -304630787316056296, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', -303063939946270593, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', -282871945924464259, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', -270051251063349384, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', -267225764993118497, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', -245309186005139647, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', -231952425302095051, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', -199561420257353001, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', -156841428488220905, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', -133298650713164769, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', -102307867767798689, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', -50566296330839158, '7f4c5a38ad97db8aa80c3c649ec2d83c'),
	('e2f4683f10694983b40c3c7098dc51fa', 611418646153813, '5482293fc4f235a71a2dd739768e2432'),
	('e2f4683f10694983b40c3c7098dc51fa', 13631851465396067, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 16535825372213857, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', 21353796464056351, '10df73cbc4c1755c45c1a4f42f9a7dad');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 21534801989439442, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 41276247928737165, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', 98518822430270474, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', 121847421090442636, 'b02f2680283b829a38d3c9ef32768569'),
	('e2f4683f10694983b40c3c7098dc51fa', 161863212649256751, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', 175131547899065746, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', 256199004895677236, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', 279188187196303316, 'f88c99a7b1256063038169494cbbc3ea'),
	('e2f4683f10694983b40c3c7098dc51fa', 326214455867340443, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 424772526969083033, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', 462550497087474981, '2d5ec7d3298198d5021bdaea983a87b6'),
	('e2f4683f10694983b40c3c7098dc51fa', 490652738732766950, 'f88c99a7b1256063038169494cbbc3ea'),
	('e2f4683f10694983b40c3c7098dc51fa', 550835133271684490, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', 570509926101857778, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', 607297322691370475, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', 698094413525688512, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', 701214726080158599, '89bb37140347db8715b896b28e0bf335'),
	('e2f4683f10694983b40c3c7098dc51fa', 707915149348410151, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', 709462539153986393, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 719387056802538002, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', 751083696463816979, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', 754225196971612002, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', 761367765993243235, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', 788615216924831266, '61551c06f4ba194478bf1f16e88011c4'),
	('e2f4683f10694983b40c3c7098dc51fa', 810012040230801094, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 814493893863590607, '4e59c5e6f92ebd988dd0b0d4c54ad2a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 819288643713029452, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 830481535635589889, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 837815354606540778, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', 857406838442874040, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', 862904976509983288, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', 900082202648606342, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', 922682013815996931, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', 932488664310288899, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 960447684309267602, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', 994470243191683714, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', 994470243191683714, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', 1083318086241212399, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', 1098195877660158268, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', 1099357649431777204, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', 1106602522554742777, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1108206888126056527, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', 1119833924747651762, '7f4c5a38ad97db8aa80c3c649ec2d83c'),
	('e2f4683f10694983b40c3c7098dc51fa', 1130138124340625417, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 1130423122606797637, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 1141819382665038760, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 1150226925593722181, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', 1164133840754139217, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', 1171826117135959362, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 1180588822933799560, '90624b4788c40288c0f86d3aa76250ca');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 1183372461573362106, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', 1191551272151975000, '3e696f181a70aad1b85ad500e24fe6da'),
	('e2f4683f10694983b40c3c7098dc51fa', 1226041598876011066, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 1237649964479756091, '928fbe11ccbf615b60c6ca038003623e'),
	('e2f4683f10694983b40c3c7098dc51fa', 1239169684238312943, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 1242844937144299582, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', 1251355215536852686, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', 1252345133461001925, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 1278580875895996290, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', 1278608269950715808, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', 1337496598011142491, '928fbe11ccbf615b60c6ca038003623e'),
	('e2f4683f10694983b40c3c7098dc51fa', 1347243972615194770, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', 1363472643835321032, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', 1429317087627933133, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', 1430218985023731430, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', 1441112315438389112, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1449489317676429304, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1450789437934960438, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', 1455897115572971278, '3e696f181a70aad1b85ad500e24fe6da'),
	('e2f4683f10694983b40c3c7098dc51fa', 1468703607836263828, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', 1492211705961461882, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', 1503212723712495866, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', 1503802977812984229, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 1518627865339321367, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', 1518627865339321367, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', 1562140262906236941, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 1571643727560614940, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', 1580394216283876106, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', 1625934570913934592, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', 1630185174982868439, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 1649166530457923484, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', 1672679997517925451, '50476df77e4e95f962c8d822b9ba44bd'),
	('e2f4683f10694983b40c3c7098dc51fa', 1678471430537860656, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', 1707305969478021194, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', 1709379758830266027, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', 1733296200001835553, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', 1749862480291282289, '928fbe11ccbf615b60c6ca038003623e'),
	('e2f4683f10694983b40c3c7098dc51fa', 1769903550227332407, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', 1778035868990818437, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1805103168575324045, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', 1832190384966501916, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', 1845100009518839669, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', 1867257826897782586, '2d5ec7d3298198d5021bdaea983a87b6'),
	('e2f4683f10694983b40c3c7098dc51fa', 1871099474580088788, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 1905754394886928084, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', 1909723779000205768, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', 1934805501952146741, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', 1951522312592422633, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 1955181619997310715, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 1972019216742876108, '990d03c499dd3f8d728388cb359e0da5');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 1984778280095221546, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', 1990749608758392028, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', 2001811960298175725, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 2028556482821643070, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', 2082688823915475382, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', 2146679673333826481, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', 2177302307364217490, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', 2181555210498707246, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 2184806521219365546, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', 2216970813616349118, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 2219135750567006608, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 2232176597567315483, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 2284535889881076737, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 2328536691499194779, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', 2345758137997885794, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', 2367748277915881307, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', 2417227150170041048, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', 2429467322725800984, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 2481215231188297208, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', 2498195029295798511, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 2529939192119281409, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', 2536724659371786509, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 2548331701440292242, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 2565236607116107839, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 2573192743966924354, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', 2575156872953200310, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', 2575671535479594535, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', 2613199544997794417, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', 2616049579825374778, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', 2684945923516250127, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', 2770810221204718059, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 2775271862933650172, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 2812436990262289275, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 2816328761379416363, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 2821057646780890131, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', 2833500287294046908, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 2843500044801152427, 'a7762439a92e15abd61be664ca29f1a5'),
	('e2f4683f10694983b40c3c7098dc51fa', 2877287045778190222, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', 2905457503636157384, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 2922679108298255071, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 2923582422508152021, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 2990741799363456498, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', 3073812128478643419, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 3125010786877046641, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', 3126900456497864199, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 3133862625484311620, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 3174504622854830460, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', 3219423005841421055, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', 3220987676836772234, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', 3245012283784797222, 'cb4e90bca386d62b08bd8268d06d318a');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 3311895272674489479, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', 3324357874550293283, '5482293fc4f235a71a2dd739768e2432'),
	('e2f4683f10694983b40c3c7098dc51fa', 3347047899483248827, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', 3398670544876315890, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 3401296383536667747, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 3441588128212359424, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', 3472036169598599834, 'b02f2680283b829a38d3c9ef32768569'),
	('e2f4683f10694983b40c3c7098dc51fa', 3553763216972972700, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', 3602693703317674473, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', 3605338430942356884, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', 3672401453983911470, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 3680307156368284796, '3c7a51f6edeed576f3fbbb95515fd379'),
	('e2f4683f10694983b40c3c7098dc51fa', 3754661446776097822, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', 3766703369560009513, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', 3818467076447024883, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', 3819167483211303568, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', 3832634703491318283, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', 3838410320371801690, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 3842557656474069630, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', 3877316546954355935, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', 3894374971064443917, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 3898314006988076334, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', 3916720872597621425, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 3987778069238970182, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', 4045985564308608063, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', 4083182464339506646, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', 4088943206155861899, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', 4100891668575798846, '8a6c62a47c502913873dcb4385d00980'),
	('e2f4683f10694983b40c3c7098dc51fa', 4127167654518210029, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', 4128594932252807869, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 4129451250046434154, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', 4144408020762905669, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', 4161439898156913218, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', 4266506709797698272, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', 4302121968062930285, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', 4325186213157191364, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', 4386059272829739859, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 4402459867853793151, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 4471599824011039504, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', 4494420461510280836, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', 4529512804135010878, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 4537462620311273167, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', 4609657225767867988, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', 4659257561413843990, '6b4b0a6aac3e76c6653575886018babd'),
	('e2f4683f10694983b40c3c7098dc51fa', 4684731915824346045, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', 4704918766617809883, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', 4711332046811328335, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 4713431386359770695, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 4720410177194033884, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', 4730052481538273642, '7f4c5a38ad97db8aa80c3c649ec2d83c');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 4735399479495014036, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', 4735585962975250140, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 4773899221491611292, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 4788005752613839540, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', 4851301402427260918, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', 4884414175648745529, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 4897819514121244986, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', 4908280524833642096, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', 4923194927426092364, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', 4948989122760229944, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', 4967106771908613371, '6d63877a9765dbe345e1e67891fede00'),
	('e2f4683f10694983b40c3c7098dc51fa', 5005159513734078480, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', 5007743672680149174, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', 5021928991389851942, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 5026457101510569598, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', 5048426763371634726, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', 5052649555391921037, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', 5114006798930477043, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5142339383104421558, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', 5146639284394956940, 'd8a9f07126af1a63acee04ce582e729d'),
	('e2f4683f10694983b40c3c7098dc51fa', 5210392871578343131, 'e3116042413a286118ce6d7a78e3d206'),
	('e2f4683f10694983b40c3c7098dc51fa', 5216272185409403024, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', 5224186483075275173, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', 5228392191008053523, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 5232783612952696691, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 5274555626817452795, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 5307978088256894016, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 5314422445384851896, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 5358362002177704655, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', 5403253808851136232, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 5409187185948833967, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', 5422367436669853402, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', 5422367436669853402, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 5423013016694267018, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5426433740899800619, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5446160410822701497, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', 5450957004159725164, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 5463121235411022395, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', 5467648659147669190, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', 5485157572174957756, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', 5493243240865545406, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 5497536627310117077, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 5558994045049611175, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', 5568692155339556281, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', 5578001382142962204, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 5584126622154087064, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 5622089009287972414, '7f4c5a38ad97db8aa80c3c649ec2d83c'),
	('e2f4683f10694983b40c3c7098dc51fa', 5703208608632036424, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 5729278487835330909, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', 5729637882044858938, '61fcfbacc8a392ce01794ecf5f040e2c');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 5736589219256982005, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', 5755284332048496989, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', 5760923625790935221, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', 5777702745903007413, '00d9d13c73c732eabded9ced218e5842'),
	('e2f4683f10694983b40c3c7098dc51fa', 5810360018946042411, 'bb35ad3f654ffae03393543291a8e122'),
	('e2f4683f10694983b40c3c7098dc51fa', 5864536333481309440, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', 5892374529087141015, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', 5920582080502630663, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', 5956968903332443376, '64cc9dd19504df4dde1c391943376487'),
	('e2f4683f10694983b40c3c7098dc51fa', 5990012659124393494, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 6087518547821887240, '4e59c5e6f92ebd988dd0b0d4c54ad2a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 6098253543336314089, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', 6104167349655605637, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', 6140711117654494027, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', 6147239702600559981, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', 6207378302203393478, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', 6224427155513884417, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', 6253100945148038791, '48de6a1ccd71ad8197d1944f93cc52e4'),
	('e2f4683f10694983b40c3c7098dc51fa', 6273849548118863143, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', 6278464315195701992, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', 6291587716383216723, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', 6331859061400958983, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 6388901915172739683, 'd8a9f07126af1a63acee04ce582e729d'),
	('e2f4683f10694983b40c3c7098dc51fa', 6415721736955845808, 'b02f2680283b829a38d3c9ef32768569'),
	('e2f4683f10694983b40c3c7098dc51fa', 6435649276190664413, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 6454109281580910651, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', 6483698335294180827, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', 6489997409524374299, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 6490006731366943682, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 6502359433093790553, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 6557984600509940080, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', 6561323410299926356, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', 6600090179136274507, '6fdc956bc300a41b788574136bf34bfb'),
	('e2f4683f10694983b40c3c7098dc51fa', 6616544134827734393, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', 6642828180880556682, 'acb33f39ffc4398a4ad29b5c406f0032'),
	('e2f4683f10694983b40c3c7098dc51fa', 6652316589766743867, '3805ac7f4f33c5c08eefd774128b5173'),
	('e2f4683f10694983b40c3c7098dc51fa', 6653796382090421295, '48247be318cffbde04af88b7ab509b0c'),
	('e2f4683f10694983b40c3c7098dc51fa', 6680128934882419586, '7dd2c98d40e50f17d17345c948f9460a'),
	('e2f4683f10694983b40c3c7098dc51fa', 6720735153097185165, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 6768116159198285802, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', 6779144779580394017, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', 6783172992508014748, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', 6820416756023630166, '4ef43e20d81904b25d282cd06f7d5044'),
	('e2f4683f10694983b40c3c7098dc51fa', 6828703952546139035, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', 6838124398687807642, 'd8a9f07126af1a63acee04ce582e729d'),
	('e2f4683f10694983b40c3c7098dc51fa', 6885271757033494357, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', 6935231186247103072, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', 6971803544623326331, '3e696f181a70aad1b85ad500e24fe6da'),
	('e2f4683f10694983b40c3c7098dc51fa', 7029606288954973545, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', 7063502992297790939, '00d9d13c73c732eabded9ced218e5842');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 7073879691229111802, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 7079064959966415656, '61551c06f4ba194478bf1f16e88011c4'),
	('e2f4683f10694983b40c3c7098dc51fa', 7108718902928611392, '6fdc956bc300a41b788574136bf34bfb'),
	('e2f4683f10694983b40c3c7098dc51fa', 7138431982029864693, '2e7bfc005b32ad513485a29b3009c632'),
	('e2f4683f10694983b40c3c7098dc51fa', 7138592722037385313, 'e3116042413a286118ce6d7a78e3d206'),
	('e2f4683f10694983b40c3c7098dc51fa', 7160164415758657296, 'e35e039996afe7100bac5e6ea03a6bb1'),
	('e2f4683f10694983b40c3c7098dc51fa', 7165934779821553866, 'e3116042413a286118ce6d7a78e3d206'),
	('e2f4683f10694983b40c3c7098dc51fa', 7181550484035978727, 'b02f2680283b829a38d3c9ef32768569'),
	('e2f4683f10694983b40c3c7098dc51fa', 7216056518458826445, '5b2e11d8e0822c2800a098760e02edb9'),
	('e2f4683f10694983b40c3c7098dc51fa', 7228620466696020906, 'e4513803fd88e3aa9ffd4f5cf7c3504b'),
	('e2f4683f10694983b40c3c7098dc51fa', 7229079818281555382, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', 7264161751016837152, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', 7294704846910353919, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 7355631183865047792, '001b02fa3962fe77bff1c57f21285b11'),
	('e2f4683f10694983b40c3c7098dc51fa', 7356412958821449883, '6527fca02be51ec7e9c5243fdcefb52e'),
	('e2f4683f10694983b40c3c7098dc51fa', 7356412958821449883, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', 7363634775703037490, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', 7387937515758234134, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 7420585554881193591, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', 7427267117079384356, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 7433678642294653218, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 7475335606622694039, '79f2680f9c1fd65b9351b305320ef0c0'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, '136363c49bcb0d640722a6b003546299'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, '89bb37140347db8715b896b28e0bf335'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, 'a7762439a92e15abd61be664ca29f1a5'),
	('e2f4683f10694983b40c3c7098dc51fa', 7507290061880239246, 'f17eb7d1b432cee84930e129e71f8322'),
	('e2f4683f10694983b40c3c7098dc51fa', 7509753572526373750, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 7532007748389299211, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', 7538257197723947330, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', 7547478585945213390, 'c1b784bcc4deb6946c9e51d8e1d51cfa'),
	('e2f4683f10694983b40c3c7098dc51fa', 7548160411364956850, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', 7562534274529761372, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', 7573875954366006512, '4e59c5e6f92ebd988dd0b0d4c54ad2a9'),
	('e2f4683f10694983b40c3c7098dc51fa', 7581156202940587926, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 7585366156543604786, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 7591180113856425735, '6ccc70a75727efec1569a475ea920536'),
	('e2f4683f10694983b40c3c7098dc51fa', 7624159899797311536, '8d5432148899b4922ce5ea85cae82d9b'),
	('e2f4683f10694983b40c3c7098dc51fa', 7646048271221577448, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 7665201724816344110, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', 7665821780212323732, 'c75d426c7470beb68c946981f141176d'),
	('e2f4683f10694983b40c3c7098dc51fa', 7711896661682586826, '2d5ec7d3298198d5021bdaea983a87b6'),
	('e2f4683f10694983b40c3c7098dc51fa', 7737993909238487621, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', 7742544597964358750, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', 7753027871336411422, 'c182440bddca02dce5caa005d64fbfbe'),
	('e2f4683f10694983b40c3c7098dc51fa', 7787867456710633205, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 7808248240774312013, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', 7823903568135203392, '0a0a740654f13bf4da272c81e82cc3eb'),
	('e2f4683f10694983b40c3c7098dc51fa', 7827301604807640405, '906c2efbe90f51ba138709143f270fdf'),
	('e2f4683f10694983b40c3c7098dc51fa', 7831943693066943909, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 7856401552954733222, 'a7159c1640bc692beb41cbaf87d2babe');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 7891463117728404648, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 7902384325782393374, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', 7932688310235595232, '90624b4788c40288c0f86d3aa76250ca'),
	('e2f4683f10694983b40c3c7098dc51fa', 7937596098750446940, '12b595e9b360498da67adebb368e7b34'),
	('e2f4683f10694983b40c3c7098dc51fa', 7942554454435904735, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', 7970983259330151582, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', 7976227641369065281, 'de22abe5dc76b09cddce4cce7a4f072f'),
	('e2f4683f10694983b40c3c7098dc51fa', 7979788844487595051, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', 7984357111599598708, '9e3754e9a71522927e15ef28cf3666fa'),
	('e2f4683f10694983b40c3c7098dc51fa', 7991214040675781044, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 8041437074415550006, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 8069823949477361984, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', 8082885378718993353, 'eebde7ace24ed42b160be25eb4ff2287'),
	('e2f4683f10694983b40c3c7098dc51fa', 8101536085875586751, 'f06e7025759f76bf59837644eee4a120'),
	('e2f4683f10694983b40c3c7098dc51fa', 8107487284716374266, 'f08394baea8408fa0374961d7a01e5dd'),
	('e2f4683f10694983b40c3c7098dc51fa', 8112043179870047999, 'b9c0678a03c7d242c1ef8e6792763373'),
	('e2f4683f10694983b40c3c7098dc51fa', 8121480115094673606, '052669f686ecbd1d2f31199d4addb4d5'),
	('e2f4683f10694983b40c3c7098dc51fa', 8128897120773611705, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', 8159498957916100968, 'd1c5eb6a41cc7497e878300f21749ea9'),
	('e2f4683f10694983b40c3c7098dc51fa', 8178176084650675944, 'f17eb7d1b432cee84930e129e71f8322'),
	('e2f4683f10694983b40c3c7098dc51fa', 8218579025891417457, '10a9b910a9f2b4dec31dfeb394d3a627'),
	('e2f4683f10694983b40c3c7098dc51fa', 8240671587496576563, '6fdc956bc300a41b788574136bf34bfb'),
	('e2f4683f10694983b40c3c7098dc51fa', 8257496715142520129, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', 8259767430972157699, '3b1b48b9d16a6abc16e477fae719b9fd'),
	('e2f4683f10694983b40c3c7098dc51fa', 8295484939422872957, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 8304156271796505982, '16f455017fa16f493d7c3ebaec2e0b27'),
	('e2f4683f10694983b40c3c7098dc51fa', 8335671859607651447, 'e4513803fd88e3aa9ffd4f5cf7c3504b'),
	('e2f4683f10694983b40c3c7098dc51fa', 8348307771424990401, 'c16978df8126ae4729d0add8d9c547c5'),
	('e2f4683f10694983b40c3c7098dc51fa', 8372244559955893836, '990d03c499dd3f8d728388cb359e0da5'),
	('e2f4683f10694983b40c3c7098dc51fa', 8411199667924269954, 'a7159c1640bc692beb41cbaf87d2babe'),
	('e2f4683f10694983b40c3c7098dc51fa', 8433556070951749435, '613caff58a36eb8153bc39d61b51826b'),
	('e2f4683f10694983b40c3c7098dc51fa', 8467734045390133812, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 8473703012859875891, '90624b4788c40288c0f86d3aa76250ca'),
	('e2f4683f10694983b40c3c7098dc51fa', 8510867426254229056, '5482293fc4f235a71a2dd739768e2432'),
	('e2f4683f10694983b40c3c7098dc51fa', 8512653859413286812, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 8537795737064286586, '803abf3edd60f26120c765e351666a1a'),
	('e2f4683f10694983b40c3c7098dc51fa', 8537795737064286586, '8ba084a046b0d7ea907c4a07208148a7'),
	('e2f4683f10694983b40c3c7098dc51fa', 8537795737064286586, 'a3bccb883d47feb66687159d4bcb3e2f'),
	('e2f4683f10694983b40c3c7098dc51fa', 8589131788443775841, 'cb4e90bca386d62b08bd8268d06d318a'),
	('e2f4683f10694983b40c3c7098dc51fa', 8608700523987014677, 'bd18adecb156a77f7452a89c27347874'),
	('e2f4683f10694983b40c3c7098dc51fa', 8615281064247116373, 'f0cfa4dcd36820b9a3a051cc5ebc0df3'),
	('e2f4683f10694983b40c3c7098dc51fa', 8641742803768543985, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 8644897366999876774, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 8664785666500865751, '544c41e0ca3a94b38406fd7714aa0b44'),
	('e2f4683f10694983b40c3c7098dc51fa', 8686486726801449059, 'f88c99a7b1256063038169494cbbc3ea'),
	('e2f4683f10694983b40c3c7098dc51fa', 8714399080890299879, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 8715380336253686287, '10df73cbc4c1755c45c1a4f42f9a7dad'),
	('e2f4683f10694983b40c3c7098dc51fa', 8760681344402967205, 'c4ae5762e36544387c8da2bac31a6051'),
	('e2f4683f10694983b40c3c7098dc51fa', 8762678035087144511, '6d63877a9765dbe345e1e67891fede00'),
	('e2f4683f10694983b40c3c7098dc51fa', 8769380894428415018, 'f08394baea8408fa0374961d7a01e5dd');
INSERT INTO public.name_spellings VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 8808777359209948630, '4892d5ae7d86d5ba993bb3e465096c5a'),
	('e2f4683f10694983b40c3c7098dc51fa', 8824168151123478224, '37b951779762c8534ce1cb4dcf89da15'),
	('e2f4683f10694983b40c3c7098dc51fa', 8831287256895334967, '61fcfbacc8a392ce01794ecf5f040e2c'),
	('e2f4683f10694983b40c3c7098dc51fa', 8850942333017532739, 'b544c5d97ff45e5a24d90e45184d9dd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 8858833152940301790, '8092a4875f740d8d2809f50a3c4cfaee'),
	('e2f4683f10694983b40c3c7098dc51fa', 8875605786275918255, '90624b4788c40288c0f86d3aa76250ca'),
	('e2f4683f10694983b40c3c7098dc51fa', 8900030214104656235, '9b1533342551f6e9acaae8433a6d80ef'),
	('e2f4683f10694983b40c3c7098dc51fa', 8922972608209441847, 'cb114b16261338af1c136c8d3e633d49'),
	('e2f4683f10694983b40c3c7098dc51fa', 8943153054624268498, 'ecb0a74b1e1dbda5249f25dafa824329'),
	('e2f4683f10694983b40c3c7098dc51fa', 8948730790817974875, '102acb877d8fcc7952603952422b72d0'),
	('e2f4683f10694983b40c3c7098dc51fa', 9017562413686361776, '640ec5780f94caba648b32b52f9cffc3'),
	('e2f4683f10694983b40c3c7098dc51fa', 9048400117098043274, '06494a9dca0946b3b37dcc0087095cef'),
	('e2f4683f10694983b40c3c7098dc51fa', 9048569511110427574, '70896fbead58157f82af2a3e88e66fa3'),
	('e2f4683f10694983b40c3c7098dc51fa', 9133179139472666473, '3efbca13906bcd0da09405f0956474ff'),
	('e2f4683f10694983b40c3c7098dc51fa', 9197273738530306231, '3c7a51f6edeed576f3fbbb95515fd379'),
	('e2f4683f10694983b40c3c7098dc51fa', 9201194301983641361, '3f30dd1f7b128974313b36a72bdffcd7'),
	('e2f4683f10694983b40c3c7098dc51fa', 9205035040012287162, '417b0fad0e1c706190f44c7493699b20'),
	('e2f4683f10694983b40c3c7098dc51fa', 9205233690963760340, 'ffbf8f45405a54d48d1827e943006c07'),
	('e2f4683f10694983b40c3c7098dc51fa', 9205512942198990568, '4ef43e20d81904b25d282cd06f7d5044');


--
-- Data for Name: opportunities; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.opportunities VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'o0', 'a0dq6rsk576eny', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o1', 'a11h0h83h744dm', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o2', 'a12pqw2q2sxbv3', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o3', 'a14v0xbwqj7k88', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o4', 'a19xy173gxf532', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o5', 'a1s2rqq7xz7myt', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o6', 'a1xgza01xg34c6', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o7', 'a24p9bdhxry0yw', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o8', 'a26yzw3m38q48m', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o9', 'a28q40t86z4spq', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o10', 'a0dq6rsk576eny', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o11', 'a11h0h83h744dm', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o12', 'a12pqw2q2sxbv3', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o13', 'a14v0xbwqj7k88', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o14', 'a19xy173gxf532', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o15', 'a1s2rqq7xz7myt', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o16', 'a1xgza01xg34c6', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o17', 'a24p9bdhxry0yw', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o18', 'a26yzw3m38q48m', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o19', 'a28q40t86z4spq', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o20', 'a0dq6rsk576eny', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o21', 'a11h0h83h744dm', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o22', 'a12pqw2q2sxbv3', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o23', 'a14v0xbwqj7k88', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o24', 'a19xy173gxf532', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o25', 'a1s2rqq7xz7myt', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o26', 'a1xgza01xg34c6', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o27', 'a24p9bdhxry0yw', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o28', 'a26yzw3m38q48m', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o29', 'a28q40t86z4spq', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o30', 'a0dq6rsk576eny', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o31', 'a11h0h83h744dm', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o32', 'a12pqw2q2sxbv3', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o33', 'a14v0xbwqj7k88', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o34', 'a19xy173gxf532', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o35', 'a1s2rqq7xz7myt', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o36', 'a1xgza01xg34c6', 'U2', 'open', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o37', 'a24p9bdhxry0yw', 'U3', 'won', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o38', 'a26yzw3m38q48m', 'U2', 'lost', NULL, NULL, '2020-01-01', '2020-02-01'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o39', 'a28q40t86z4spq', 'U3', 'open', NULL, NULL, '2020-01-01', '2020-02-01');


--
-- Data for Name: opportunity_people; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.opportunity_people VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'o0', 'contact', 'p44tp0a785t1a1'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o1', 'contact', 'p08xxg2h111r5c'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o2', 'contact', 'pcqtkzg7f7mwwe'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o3', 'contact', 'p194g697bbzvsz'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o4', 'contact', 'p28eavkvmf85xc'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o5', 'contact', 'pa0mw04npga87x'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o6', 'contact', 'p0a6anydv7p0s6'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o7', 'contact', 'p45q62yd6kx870'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o8', 'contact', 'p46h0vs0ht1ade'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o9', 'contact', 'peexj3natbqa6p'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o10', 'contact', 'pcc1hjy54mjjek'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o11', 'contact', 'pa4pdydakczypq'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o12', 'contact', 'p5nkh2sjkr7pvx'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o13', 'contact', 'p9jcqmn1tn0xmw'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o14', 'contact', 'pc838pgj9w71j5'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o15', 'contact', 'pbh25d8k3882wb'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o16', 'contact', 'p2c5x5vjzf2pmb'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o17', 'contact', 'p07fyzwr8yzsz5'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o18', 'contact', 'p85d10zmenexah'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o19', 'contact', 'p37s4w740rfjsf'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o20', 'contact', 'p5j4nc55dytyck'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o21', 'contact', 'p498yg64eh86as'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o22', 'contact', 'p3f819h12sxqyy'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o23', 'contact', 'p5v69sv5byh2tp'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o24', 'contact', 'p5hyd2pj33gc39'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o25', 'contact', 'pfbr03asbbkg6x'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o26', 'contact', 'p3dwg3skd1w8nc'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o27', 'contact', 'p5qymv7pz3v584'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o28', 'contact', 'padbxapfns1rx2'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o29', 'contact', 'pavkvw4frne31e'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o30', 'contact', 'p2j76xaj1q7zg4'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o31', 'contact', 'pfcyyxfqjqzj81'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o32', 'contact', 'pawwqnjnm691pc'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o33', 'contact', 'pf5p01kf2d1ftz'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o34', 'contact', 'p3p4jv49q0g71r'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o35', 'contact', 'p9mfcb6r3fxew5'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o36', 'contact', 'p8c5xyjk21hny1'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o37', 'contact', 'pe574rgrk2m50k'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o38', 'contact', 'pdzwjsfv2tjq6s'),
	('e2f4683f10694983b40c3c7098dc51fa', 'o39', 'contact', 'pfbrw8235djkp1');


--
-- Data for Name: preferences; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: profile_notes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: promises; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: readings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_judgements; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_marks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', '00a0d68bef1a00ff09a46a660f6bb26e', 'account', 'a9bwy10g78f5ns', 576460786730270720),
	('e2f4683f10694983b40c3c7098dc51fa', '0346d9b2f4e98689bea99569bee7fa61', 'account', 'a6fvg6vj8twxs3', 357343451688960),
	('e2f4683f10694983b40c3c7098dc51fa', '0346d9b2f4e98689bea99569bee7fa61', 'account', 'a8wkmnvk7mf1ad', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', '0346d9b2f4e98689bea99569bee7fa61', 'account', 'a9pe6mq4brg5n8', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', '04e39dad9f9909078ba2c86cbd970952', 'account', 'a24p9bdhxry0yw', 2342441354229539200),
	('e2f4683f10694983b40c3c7098dc51fa', '050a4ec84dc67f3abba6304bacfe40f7', 'account', 'a19xy173gxf532', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '050a4ec84dc67f3abba6304bacfe40f7', 'account', 'a342g4dfqzwf30', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '09bb0eda7456787a82d4f49d81851cf6', 'account', 'a14v0xbwqj7k88', 289514605733085184),
	('e2f4683f10694983b40c3c7098dc51fa', '0a5f3c996c3c967c8a6cbdc9877b61a3', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '0a5f3c996c3c967c8a6cbdc9877b61a3', 'account', 'a714b0s9rb54bk', 2306977705241903105),
	('e2f4683f10694983b40c3c7098dc51fa', '0a5f3c996c3c967c8a6cbdc9877b61a3', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', '0b707ccee7b96d59507324517f632430', 'account', 'a19xy173gxf532', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '0b707ccee7b96d59507324517f632430', 'account', 'a342g4dfqzwf30', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '0bebfaa066efc3e9a5927b110bc2ef3b', 'account', 'a7kqy6agz1qpp1', 36591747376087044),
	('e2f4683f10694983b40c3c7098dc51fa', '0d9a92679424e78e1ecbb263ee15e779', 'account', 'a4c5f710bek00s', 25130480716283908),
	('e2f4683f10694983b40c3c7098dc51fa', '0d9a92679424e78e1ecbb263ee15e779', 'account', 'aejnq10pfs3bsw', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', '0d9a92679424e78e1ecbb263ee15e779', 'account', 'a2s7y0bb8hfqwt', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', '11ec532c58243f1af2bcd101cddfa29c', 'account', 'a851p0hnaye32m', 4629701035412161600),
	('e2f4683f10694983b40c3c7098dc51fa', '1342e3eca21996ea4e0bae845073f5ad', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '1578b7e236d379988f89eeb50a632070', 'account', 'ab17n7cytc6etq', 2457074271710611456),
	('e2f4683f10694983b40c3c7098dc51fa', '168236b80c93d68a39568f2f59a01907', 'account', 'a24p9bdhxry0yw', 2342441354229539200),
	('e2f4683f10694983b40c3c7098dc51fa', '16d19c76627a0ed0333fe18980d0d327', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '17ffd28665ad6d81efe0e86fc684a39f', 'account', 'a61xaqm5c3eswt', 297388208499458064),
	('e2f4683f10694983b40c3c7098dc51fa', '19b81b21d74738f435e2e88cc1640166', 'account', 'a98crxw90156qx', 382823835709359492),
	('e2f4683f10694983b40c3c7098dc51fa', '1b71445d20a24f930a0d898d71df599e', 'account', 'a7kqy6agz1qpp1', 36591747376087044),
	('e2f4683f10694983b40c3c7098dc51fa', '1bb462818d1a555efa714f052992f836', 'account', 'a19xy173gxf532', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '1bb462818d1a555efa714f052992f836', 'account', 'a342g4dfqzwf30', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '24c88d20d2ea51a7dbb0033ce61200fb', 'account', 'a2r1tacvce4hkz', 6941384724481319424),
	('e2f4683f10694983b40c3c7098dc51fa', '24c88d20d2ea51a7dbb0033ce61200fb', 'account', 'aamhg1srgnc0w0', 2311543427247906816),
	('e2f4683f10694983b40c3c7098dc51fa', '24c88d20d2ea51a7dbb0033ce61200fb', 'account', 'a91fyvknd3w9ae', 5638296726155264),
	('e2f4683f10694983b40c3c7098dc51fa', '24c88d20d2ea51a7dbb0033ce61200fb', 'account', 'a0dq6rsk576eny', 8171571508158464),
	('e2f4683f10694983b40c3c7098dc51fa', '28a5e5720b859ae2c8f092dd7abe3385', 'account', 'a7efxgwrewb3r8', 4512405585657864),
	('e2f4683f10694983b40c3c7098dc51fa', '290f9ec4b64c459553f6cab0eeb32b11', 'account', 'a5fsteg0hrxn5x', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', '290f9ec4b64c459553f6cab0eeb32b11', 'account', 'a4mn1s3qjb1hkk', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', '2d7f48700f1115a8731c43ec7ab231b3', 'account', 'aetzq1eh7ge0dz', 3463272545888895232),
	('e2f4683f10694983b40c3c7098dc51fa', '2d7f48700f1115a8731c43ec7ab231b3', 'account', 'a4sfb5qcy31g12', 2344141802750609672),
	('e2f4683f10694983b40c3c7098dc51fa', '2eaf870429611199dd0a94520e95ad11', 'account', 'a7j4ag7nms4sra', 2256781992542276),
	('e2f4683f10694983b40c3c7098dc51fa', '3577a5e197bc63b01e6f95f635318312', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', '35bc715773b6fd6ede04ab90a1310413', 'account', 'ab17n7cytc6etq', 2457074271710611456),
	('e2f4683f10694983b40c3c7098dc51fa', '35bc715773b6fd6ede04ab90a1310413', 'account', 'a4k0dbn4prqjew', 2450028600661903360),
	('e2f4683f10694983b40c3c7098dc51fa', '37e129e70a7ef83718b5f1adfd7e3c35', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '37e129e70a7ef83718b5f1adfd7e3c35', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', '37e129e70a7ef83718b5f1adfd7e3c35', 'account', 'a19xy173gxf532', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '37e129e70a7ef83718b5f1adfd7e3c35', 'account', 'a342g4dfqzwf30', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '386065e288fe18e0919628141aa764a4', 'account', 'a4sfb5qcy31g12', 2344141802750609672),
	('e2f4683f10694983b40c3c7098dc51fa', '38bb7dca92467d82824f8d956d9792ee', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '38bb7dca92467d82824f8d956d9792ee', 'account', 'aaktvxph894q3j', 1175439520200392712),
	('e2f4683f10694983b40c3c7098dc51fa', '3975aa76431eb1fcb93aefeec78eefde', 'account', 'aetzq1eh7ge0dz', 3463272545888895232),
	('e2f4683f10694983b40c3c7098dc51fa', '3d51956f663ef5eebba3076d08f17704', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '3d51956f663ef5eebba3076d08f17704', 'account', 'a26yzw3m38q48m', 1004311861110280218);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', '3dc32363be2459daf649094ee604a52a', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', '406a38989624521e8b6062c40ee1caf9', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '406a38989624521e8b6062c40ee1caf9', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', '41e5d7ae8f63a5372acabdb9013a82e8', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', '41e5d7ae8f63a5372acabdb9013a82e8', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', '4407d07bce0152db4c8c094433fff227', 'account', 'a8abv5sar8t6rv', 72059793203808256),
	('e2f4683f10694983b40c3c7098dc51fa', '444d96c54217d06591b3ac010392714f', 'account', 'a4amkk2v9grjk7', 16401),
	('e2f4683f10694983b40c3c7098dc51fa', '45075d0fbacb0b04b66ad94fe0fa7e94', 'account', 'a28q40t86z4spq', 3603232095373099008),
	('e2f4683f10694983b40c3c7098dc51fa', '4a824ebe618b8476798bd30c0b004be1', 'account', 'a1xgza01xg34c6', 335518448242130944),
	('e2f4683f10694983b40c3c7098dc51fa', '4aa85a1dfe40919dbd7ecc166a0589eb', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', '4e433353f905416397ba806c1fc183ab', 'account', 'a851p0hnaye32m', 4629701035412161600),
	('e2f4683f10694983b40c3c7098dc51fa', '4eac132d98a4140ea86ef6a6b4b14bab', 'account', 'a2r1tacvce4hkz', 6941384724481319424),
	('e2f4683f10694983b40c3c7098dc51fa', '4fe0efa8e24d59eb099cebd8c0cf7481', 'account', 'a98crxw90156qx', 382823835709359492),
	('e2f4683f10694983b40c3c7098dc51fa', '500477e4504b9156d5c3b064b1a30df6', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '521ff43c56943a58e2ba0da05919af2c', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', '5262ece1f196f6e6b0dbe24833c9f290', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', '52b7f5f15151f0021ec009683a59f9f0', 'account', 'a91fyvknd3w9ae', 5638296726155264),
	('e2f4683f10694983b40c3c7098dc51fa', '52b7f5f15151f0021ec009683a59f9f0', 'account', 'a0dq6rsk576eny', 8171571508158464),
	('e2f4683f10694983b40c3c7098dc51fa', '535cbd647a0deae66234558330bcc34b', 'account', 'aaktvxph894q3j', 1175439520200392712),
	('e2f4683f10694983b40c3c7098dc51fa', '53738d1e3e2675052c147e03e21d3ba4', 'account', 'a89mkr0bxgrf24', 1153273348327735296),
	('e2f4683f10694983b40c3c7098dc51fa', '53738d1e3e2675052c147e03e21d3ba4', 'account', 'a28q40t86z4spq', 3603232095373099008),
	('e2f4683f10694983b40c3c7098dc51fa', '54d8aac72d41abb1e9801a2a5afca70c', 'account', 'a8fc8da0pzka04', 34360262672),
	('e2f4683f10694983b40c3c7098dc51fa', '57ece5cf1763f91b1819bc2eb8a1b10b', 'account', 'a19xy173gxf532', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '57ece5cf1763f91b1819bc2eb8a1b10b', 'account', 'a342g4dfqzwf30', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '59705962d90be5c565439d52563938bd', 'account', 'a19xy173gxf532', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '59705962d90be5c565439d52563938bd', 'account', 'a342g4dfqzwf30', 384222345528647940),
	('e2f4683f10694983b40c3c7098dc51fa', '5b178801c414a88548da47a70f9fd189', 'account', 'a7bajgwfx9cpaa', 4035247395976904708),
	('e2f4683f10694983b40c3c7098dc51fa', '5d68cf70c693da691fc2d2ff623e9355', 'account', 'a24p9bdhxry0yw', 2342441354229539200),
	('e2f4683f10694983b40c3c7098dc51fa', '5e0d3ee78f8b935a2a4c205cb772f0e4', 'account', 'aeremjchfe4tmj', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '5e0d3ee78f8b935a2a4c205cb772f0e4', 'account', 'acrs35156rtytc', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '5e0d3ee78f8b935a2a4c205cb772f0e4', 'account', 'aejnq10pfs3bsw', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', '5e0d3ee78f8b935a2a4c205cb772f0e4', 'account', 'abna9yenwn9fga', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '5e0d3ee78f8b935a2a4c205cb772f0e4', 'account', 'a5a75s27ct3jzx', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '5e0d3ee78f8b935a2a4c205cb772f0e4', 'account', 'a2s7y0bb8hfqwt', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', '601edf66effce1cd7ceef8eb1bf714f0', 'account', 'a11h0h83h744dm', 140737564115024),
	('e2f4683f10694983b40c3c7098dc51fa', '61cb7eb2f08849553a61f6bf2e0680ae', 'account', 'a8fc8da0pzka04', 34360262672),
	('e2f4683f10694983b40c3c7098dc51fa', '6371cd54ad6ea65c647ff7d994a9092a', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', '6371cd54ad6ea65c647ff7d994a9092a', 'account', 'a6rq04vzjgqt9b', 301921632465715344),
	('e2f4683f10694983b40c3c7098dc51fa', '64b6191ade9be40f709166a8bf02fff4', 'account', 'a90ka0157tmkvm', 8070450534395494421),
	('e2f4683f10694983b40c3c7098dc51fa', '65e32e89b4bdd51123ef4b4439d2eec1', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '6866ec9ce35bc04ed8a6a8007a3e5655', 'account', 'ab17n7cytc6etq', 2457074271710611456),
	('e2f4683f10694983b40c3c7098dc51fa', '6866ec9ce35bc04ed8a6a8007a3e5655', 'account', 'a4k0dbn4prqjew', 2450028600661903360),
	('e2f4683f10694983b40c3c7098dc51fa', '6bc6b9a21c0518aa483fcab3088387c9', 'account', 'a98crxw90156qx', 382823835709359492),
	('e2f4683f10694983b40c3c7098dc51fa', '6ecd5ff33c36b08010a7f1374adeb6e5', 'account', 'a4sfb5qcy31g12', 2344141802750609672),
	('e2f4683f10694983b40c3c7098dc51fa', '6f60f69e3458dbc831c023b7491bbf42', 'account', 'a61xaqm5c3eswt', 297388208499458064),
	('e2f4683f10694983b40c3c7098dc51fa', '71afdb34fad0d58cb0e1129cd579b53e', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', '75643005f65e5b43a9cdcb9eb4f58845', 'account', 'a714b0s9rb54bk', 2306977705241903105),
	('e2f4683f10694983b40c3c7098dc51fa', '75b99c3fd0aa0e478e4f736e143ee586', 'account', 'a2r1tacvce4hkz', 6941384724481319424),
	('e2f4683f10694983b40c3c7098dc51fa', '7665c2ac06eedc7db239ce1eaac829b0', 'account', 'a2r1tacvce4hkz', 6941384724481319424),
	('e2f4683f10694983b40c3c7098dc51fa', '7834f9ac2473f2b099ff6c360b22b559', 'account', 'a14v0xbwqj7k88', 289514605733085184);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', '78b4376bda440d75b69e86dcb108d762', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', '7b659bf42510efffa5632144f474b5ab', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '7c10ee45d075db758c6e224e17616d60', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', '7c10ee45d075db758c6e224e17616d60', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', '7c10ee45d075db758c6e224e17616d60', 'account', 'a6rq04vzjgqt9b', 301921632465715344),
	('e2f4683f10694983b40c3c7098dc51fa', '7ca2a38764c2388dc38f9a403d04bdb7', 'account', 'a90ka0157tmkvm', 8070450534395494421),
	('e2f4683f10694983b40c3c7098dc51fa', '7dabab632c99bc5007e4cfeb975ffe30', 'account', 'a4sfb5qcy31g12', 2344141802750609672),
	('e2f4683f10694983b40c3c7098dc51fa', '7def03cf06c526d434540af25b9a847d', 'account', 'a8wkmnvk7mf1ad', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', '7def03cf06c526d434540af25b9a847d', 'account', 'a9pe6mq4brg5n8', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', '8362ada3840324450e849e4d0965c088', 'account', 'a6fvg6vj8twxs3', 357343451688960),
	('e2f4683f10694983b40c3c7098dc51fa', '8362ada3840324450e849e4d0965c088', 'account', 'a8wkmnvk7mf1ad', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', '8362ada3840324450e849e4d0965c088', 'account', 'a9pe6mq4brg5n8', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', '8498699272501be2507e416be58fd842', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '8498699272501be2507e416be58fd842', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', '8569898740bb650449c1c75f43d1a0e8', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', '8a1dc92fb8fa72ad09fcc77529f6e1bc', 'account', 'aeremjchfe4tmj', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '8a1dc92fb8fa72ad09fcc77529f6e1bc', 'account', 'acrs35156rtytc', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '8a1dc92fb8fa72ad09fcc77529f6e1bc', 'account', 'aejnq10pfs3bsw', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', '8a1dc92fb8fa72ad09fcc77529f6e1bc', 'account', 'abna9yenwn9fga', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '8a1dc92fb8fa72ad09fcc77529f6e1bc', 'account', 'a5a75s27ct3jzx', 4683743681386120192),
	('e2f4683f10694983b40c3c7098dc51fa', '8a1dc92fb8fa72ad09fcc77529f6e1bc', 'account', 'a2s7y0bb8hfqwt', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', '8bac2ed15b22b654fbb3074fa0b063ad', 'account', 'aa2bf5yss8y0f3', 2954361424309166592),
	('e2f4683f10694983b40c3c7098dc51fa', '8bd780bfa0c3e67c8029f96d9e0545eb', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', '8bfd47f7ab2cc2dcf1c2183a08628b52', 'account', 'a2r1tacvce4hkz', 6941384724481319424),
	('e2f4683f10694983b40c3c7098dc51fa', '8bfd47f7ab2cc2dcf1c2183a08628b52', 'account', 'aamhg1srgnc0w0', 2311543427247906816),
	('e2f4683f10694983b40c3c7098dc51fa', '8cdec42de7362d4e92bc091c2979dbf3', 'account', 'a4c5f710bek00s', 25130480716283908),
	('e2f4683f10694983b40c3c7098dc51fa', '8d8f311e084310dc3f725475a6556ab5', 'account', 'a5fsteg0hrxn5x', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', '8d8f311e084310dc3f725475a6556ab5', 'account', 'a4mn1s3qjb1hkk', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', '8e45fdaee472ea98fb034729988b092d', 'account', 'a714b0s9rb54bk', 2306977705241903105),
	('e2f4683f10694983b40c3c7098dc51fa', '900a45c7c2fe453b9feb19f0fed7e869', 'account', 'a12pqw2q2sxbv3', 1164250911141269504),
	('e2f4683f10694983b40c3c7098dc51fa', '9059b0f8f5f1013adc4b4c9bf01810a9', 'account', 'abc94bt9apf8gq', 4657284965191402512),
	('e2f4683f10694983b40c3c7098dc51fa', '91d1e1185cb340e989820e5547ab1e8b', 'account', 'adqkef2k4aqzre', 8804750327816),
	('e2f4683f10694983b40c3c7098dc51fa', '91d1e1185cb340e989820e5547ab1e8b', 'account', 'a7efxgwrewb3r8', 4512405585657864),
	('e2f4683f10694983b40c3c7098dc51fa', '946906136e6312cbc6d1116e4cbf443a', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '946906136e6312cbc6d1116e4cbf443a', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', '94717cdb37382caeeacdda04a7e6f9fc', 'account', 'aetzq1eh7ge0dz', 3463272545888895232),
	('e2f4683f10694983b40c3c7098dc51fa', '9cc6e01ce2e6a42cc73348e54843b6ef', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', '9db8fdb98c7e735c57dcbd6ae21cd748', 'account', 'a12pqw2q2sxbv3', 1164250911141269504),
	('e2f4683f10694983b40c3c7098dc51fa', 'a15eed974cda3d8beae0db1420171dbc', 'account', 'aaktvxph894q3j', 1175439520200392712),
	('e2f4683f10694983b40c3c7098dc51fa', 'a99785a590b49f0d8c41147b53710add', 'account', 'adqkef2k4aqzre', 8804750327816),
	('e2f4683f10694983b40c3c7098dc51fa', 'a99785a590b49f0d8c41147b53710add', 'account', 'a7efxgwrewb3r8', 4512405585657864),
	('e2f4683f10694983b40c3c7098dc51fa', 'aa72302f89f16bd67281861cf66e5315', 'account', 'a4c5f710bek00s', 25130480716283908),
	('e2f4683f10694983b40c3c7098dc51fa', 'acc51700b7884b550314ed7f3d55fea0', 'account', 'a12pqw2q2sxbv3', 1164250911141269504),
	('e2f4683f10694983b40c3c7098dc51fa', 'ad90812ba7f7f2f9c8a7a2e910a4604f', 'account', 'a4c5f710bek00s', 25130480716283908),
	('e2f4683f10694983b40c3c7098dc51fa', 'ad90812ba7f7f2f9c8a7a2e910a4604f', 'account', 'ab17n7cytc6etq', 2457074271710611456),
	('e2f4683f10694983b40c3c7098dc51fa', 'ad90812ba7f7f2f9c8a7a2e910a4604f', 'account', 'a0dq6rsk576eny', 8171571508158464),
	('e2f4683f10694983b40c3c7098dc51fa', 'b241b932cacc85ae950d85ea9dae5a52', 'account', 'a7j4ag7nms4sra', 2256781992542276),
	('e2f4683f10694983b40c3c7098dc51fa', 'b5982880f03143cf45a3075a308892bc', 'account', 'abc94bt9apf8gq', 4657284965191402512),
	('e2f4683f10694983b40c3c7098dc51fa', 'b94e20cd6b6a2a176f394632d721811d', 'account', 'a7j4ag7nms4sra', 2256781992542276),
	('e2f4683f10694983b40c3c7098dc51fa', 'bb0893777c746f0d9e4c7ae92ff4809a', 'account', 'a11h0h83h744dm', 140737564115024);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'bc59823455cb67a0d1a1a0377601840d', 'account', 'a4amkk2v9grjk7', 16401),
	('e2f4683f10694983b40c3c7098dc51fa', 'bc705c409d18ebbb0fa072bc7810ebfc', 'account', 'abc94bt9apf8gq', 4657284965191402512),
	('e2f4683f10694983b40c3c7098dc51fa', 'c311fbc4c59a0247b9a7f94c4ffb83e1', 'account', 'a4sfb5qcy31g12', 2344141802750609672),
	('e2f4683f10694983b40c3c7098dc51fa', 'c5bfa7c5cb78be3e57ea4175eb9ae1c2', 'account', 'a77f3kckpj99ma', 9007250794348544),
	('e2f4683f10694983b40c3c7098dc51fa', 'c5bfa7c5cb78be3e57ea4175eb9ae1c2', 'account', 'a85a85wxcphgxt', 9007250794348544),
	('e2f4683f10694983b40c3c7098dc51fa', 'c6f95880067bbc903e27faff0e34a4b8', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', 'c7d1a32caae6e9a19aeb11055c2bf730', 'account', 'a6fvg6vj8twxs3', 357343451688960),
	('e2f4683f10694983b40c3c7098dc51fa', 'c7d1a32caae6e9a19aeb11055c2bf730', 'account', 'aejnq10pfs3bsw', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', 'c7d1a32caae6e9a19aeb11055c2bf730', 'account', 'a91fyvknd3w9ae', 5638296726155264),
	('e2f4683f10694983b40c3c7098dc51fa', 'c7d1a32caae6e9a19aeb11055c2bf730', 'account', 'a2s7y0bb8hfqwt', 4683752477504377860),
	('e2f4683f10694983b40c3c7098dc51fa', 'c7d1a32caae6e9a19aeb11055c2bf730', 'account', 'a8wkmnvk7mf1ad', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', 'c7d1a32caae6e9a19aeb11055c2bf730', 'account', 'a9pe6mq4brg5n8', 74666737303302144),
	('e2f4683f10694983b40c3c7098dc51fa', 'c8309ce5c15cf5d6d9ffc7bd8cdfcb04', 'account', 'a7bajgwfx9cpaa', 4035247395976904708),
	('e2f4683f10694983b40c3c7098dc51fa', 'c972414d11dcabfc71fe127ee4599eed', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', 'cac6882692a4516c458dfa6fb742e9ae', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', 'cac6882692a4516c458dfa6fb742e9ae', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', 'cd3e5791ec978222c0c903a3bc76100b', 'account', 'adgtyn1pcbzscv', 1161946300342600192),
	('e2f4683f10694983b40c3c7098dc51fa', 'cf9dbdd727e60c176d8a113c3ba24dbf', 'account', 'a4sfb5qcy31g12', 2344141802750609672),
	('e2f4683f10694983b40c3c7098dc51fa', 'cfa1ba8232efd75a49327c62d267d330', 'account', 'afjt84wg2qt95q', 1513209474831139456),
	('e2f4683f10694983b40c3c7098dc51fa', 'd038fc120c01289a84236f1268191dec', 'account', 'a7bajgwfx9cpaa', 4035247395976904708),
	('e2f4683f10694983b40c3c7098dc51fa', 'd2b3664aaacc5d94911c8c324d4da04f', 'account', 'a90ka0157tmkvm', 8070450534395494421),
	('e2f4683f10694983b40c3c7098dc51fa', 'd31ce8399a341fd88cfc4fd9fef2c633', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', 'd50541567600f2fe9ab22ceca4e595e0', 'account', 'a1xgza01xg34c6', 335518448242130944),
	('e2f4683f10694983b40c3c7098dc51fa', 'd636fd27cb200d74d5de6db812b5ed8a', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', 'd6c099d18556699a9cdec237bfcd769c', 'account', 'a24p9bdhxry0yw', 2342441354229539200),
	('e2f4683f10694983b40c3c7098dc51fa', 'd934ca169da1624df1a2677a78ea61dc', 'account', 'a1xgza01xg34c6', 335518448242130944),
	('e2f4683f10694983b40c3c7098dc51fa', 'd9c11d2c069e5092fca81512cbfc13e2', 'account', 'a98crxw90156qx', 382823835709359492),
	('e2f4683f10694983b40c3c7098dc51fa', 'd9e08576f54eb1a306aee582624346b1', 'account', 'a24p9bdhxry0yw', 2342441354229539200),
	('e2f4683f10694983b40c3c7098dc51fa', 'd9f024989431e484db82cfb27f237068', 'account', 'a12pqw2q2sxbv3', 1164250911141269504),
	('e2f4683f10694983b40c3c7098dc51fa', 'daafb302942a107fb0735cbf75392f41', 'account', 'acwvsn8d5cjr9j', 563087425929216),
	('e2f4683f10694983b40c3c7098dc51fa', 'db1ac303496b2e463c87945cee0e73f3', 'account', 'a7bajgwfx9cpaa', 4035247395976904708),
	('e2f4683f10694983b40c3c7098dc51fa', 'e01f9e40fb69968837d017ff9a30ca8c', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', 'e100756b381d769f2278200fd1c557fd', 'account', 'aa2bf5yss8y0f3', 2954361424309166592),
	('e2f4683f10694983b40c3c7098dc51fa', 'e3f0308ec644142f6e157f6586897557', 'account', 'a98crxw90156qx', 382823835709359492),
	('e2f4683f10694983b40c3c7098dc51fa', 'e3f0308ec644142f6e157f6586897557', 'account', 'adajng9mntj5z5', 7004241432683696477),
	('e2f4683f10694983b40c3c7098dc51fa', 'e3f0308ec644142f6e157f6586897557', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', 'e3f0308ec644142f6e157f6586897557', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', 'e5e80011bf435272fff931e36578e032', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', 'e5e80011bf435272fff931e36578e032', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', 'e5e80011bf435272fff931e36578e032', 'account', 'a6rq04vzjgqt9b', 301921632465715344),
	('e2f4683f10694983b40c3c7098dc51fa', 'e6f0ab511c02ba1d1e6f191aa1d2fcb2', 'account', 'aday4bayept9vf', 1224979098644775424),
	('e2f4683f10694983b40c3c7098dc51fa', 'e8d628ff397a49a4d2130f5e06b750a4', 'account', 'a77f3kckpj99ma', 9007250794348544),
	('e2f4683f10694983b40c3c7098dc51fa', 'ea08b55abf2c3e7d96a97098b8f2e531', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', 'eb14db00852717e13ddb4b55da75feb3', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', 'eb14db00852717e13ddb4b55da75feb3', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', 'edda96c92c184bb7c4a5cc38d79504eb', 'account', 'a69fx1xq24v037', 281474985099398),
	('e2f4683f10694983b40c3c7098dc51fa', 'efceaddbf5e0cf8da46dc367f70145b5', 'account', 'a8abv5sar8t6rv', 72059793203808256),
	('e2f4683f10694983b40c3c7098dc51fa', 'f1226839cc5690db0a7f395f4a115779', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', 'f1226839cc5690db0a7f395f4a115779', 'account', 'a26yzw3m38q48m', 1004311861110280218),
	('e2f4683f10694983b40c3c7098dc51fa', 'f1226839cc5690db0a7f395f4a115779', 'account', 'aa2bf5yss8y0f3', 2954361424309166592);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'f24f920655a1b2b6b155d01c55d5c22e', 'account', 'afjt84wg2qt95q', 1513209474831139456),
	('e2f4683f10694983b40c3c7098dc51fa', 'f25624c2e085f7b65ffa33f0729b9ff6', 'account', 'a69fx1xq24v037', 281474985099398),
	('e2f4683f10694983b40c3c7098dc51fa', 'f4c14ed5b2152cfaf047409729c1d4a4', 'account', 'a3p29f7z9yjd5j', 2735932896558887188),
	('e2f4683f10694983b40c3c7098dc51fa', 'f8cc5595eac1d48e2e1010663a1b1f3d', 'account', 'a2r1tacvce4hkz', 6941384724481319424),
	('e2f4683f10694983b40c3c7098dc51fa', 'f8cc5595eac1d48e2e1010663a1b1f3d', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', 'f8cc5595eac1d48e2e1010663a1b1f3d', 'account', 'a5fsteg0hrxn5x', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', 'f8cc5595eac1d48e2e1010663a1b1f3d', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', 'f8cc5595eac1d48e2e1010663a1b1f3d', 'account', 'a4mn1s3qjb1hkk', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', 'fae9752733a6460803a42fb743c710f4', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', 'fae9752733a6460803a42fb743c710f4', 'account', 'a5fsteg0hrxn5x', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', 'fae9752733a6460803a42fb743c710f4', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', 'fae9752733a6460803a42fb743c710f4', 'account', 'a4mn1s3qjb1hkk', 4758053110470953024),
	('e2f4683f10694983b40c3c7098dc51fa', 'fc07cfe3cfdf8c3041dffc6365281392', 'account', 'afjt84wg2qt95q', 1513209474831139456),
	('e2f4683f10694983b40c3c7098dc51fa', 'fcd4c4875facc6a294692f52b071a223', 'account', 'a1s2rqq7xz7myt', 5797315967896923092),
	('e2f4683f10694983b40c3c7098dc51fa', 'fcd4c4875facc6a294692f52b071a223', 'account', 'afeewsc0brmzd9', 6085687047177251540),
	('e2f4683f10694983b40c3c7098dc51fa', 'fcd4c4875facc6a294692f52b071a223', 'account', 'a6rq04vzjgqt9b', 301921632465715344),
	('e2f4683f10694983b40c3c7098dc51fa', 'ff28b28c939c76abc33e0c1253a42efe', 'account', 'adgtyn1pcbzscv', 1161946300342600192),
	('e2f4683f10694983b40c3c7098dc51fa', '001b02fa3962fe77bff1c57f21285b11', 'contact', 'pawwqnjnm691pc', 576472056657739840),
	('e2f4683f10694983b40c3c7098dc51fa', '001b02fa3962fe77bff1c57f21285b11', 'contact', 'pbd9mphh11m6dh', 11269994577984),
	('e2f4683f10694983b40c3c7098dc51fa', '001b02fa3962fe77bff1c57f21285b11', 'contact', 'p354azny7txjf3', 11269994577984),
	('e2f4683f10694983b40c3c7098dc51fa', '00d9d13c73c732eabded9ced218e5842', 'contact', 'paa8z6a3gktdea', 1729383356497403904),
	('e2f4683f10694983b40c3c7098dc51fa', '0464798e1254f572f8b7737f3f0c9efc', 'contact', 'pbd9mphh11m6dh', 11269994577984),
	('e2f4683f10694983b40c3c7098dc51fa', '04d3bf59467852134f86ad61cab4a51e', 'contact', 'pekbpmz511d1g8', 153123074526150656),
	('e2f4683f10694983b40c3c7098dc51fa', '052669f686ecbd1d2f31199d4addb4d5', 'contact', 'pbh25d8k3882wb', 4629700554375825417),
	('e2f4683f10694983b40c3c7098dc51fa', '06494a9dca0946b3b37dcc0087095cef', 'contact', 'p2j76xaj1q7zg4', 7205761053060235296),
	('e2f4683f10694983b40c3c7098dc51fa', '0a0a740654f13bf4da272c81e82cc3eb', 'contact', 'p0a6anydv7p0s6', 27026064530735232),
	('e2f4683f10694983b40c3c7098dc51fa', '0a91ab699e2f6cdf446ff130c6021e0a', 'contact', 'p3dwg3skd1w8nc', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', '102acb877d8fcc7952603952422b72d0', 'contact', 'p28eavkvmf85xc', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', '102acb877d8fcc7952603952422b72d0', 'contact', 'p85d10zmenexah', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', '102acb877d8fcc7952603952422b72d0', 'contact', 'p37s4w740rfjsf', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', '102acb877d8fcc7952603952422b72d0', 'contact', 'p3dwg3skd1w8nc', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', '10a9b910a9f2b4dec31dfeb394d3a627', 'contact', 'paa8z6a3gktdea', 1729383356497403904),
	('e2f4683f10694983b40c3c7098dc51fa', '10df73cbc4c1755c45c1a4f42f9a7dad', 'contact', 'p9mfcb6r3fxew5', 2387192576017957120),
	('e2f4683f10694983b40c3c7098dc51fa', '12b595e9b360498da67adebb368e7b34', 'contact', 'p5nkh2sjkr7pvx', 288230380447203328),
	('e2f4683f10694983b40c3c7098dc51fa', '12b595e9b360498da67adebb368e7b34', 'contact', 'p498yg64eh86as', 2594073389660930080),
	('e2f4683f10694983b40c3c7098dc51fa', '12b595e9b360498da67adebb368e7b34', 'contact', 'p52k6t2cjxkr1t', 864695565156876416),
	('e2f4683f10694983b40c3c7098dc51fa', '136363c49bcb0d640722a6b003546299', 'contact', 'pdzwjsfv2tjq6s', 1152925911654334464),
	('e2f4683f10694983b40c3c7098dc51fa', '151ec94eb614e1c0a89cf5db7f296b01', 'contact', 'p354azny7txjf3', 11269994577984),
	('e2f4683f10694983b40c3c7098dc51fa', '168236b80c93d68a39568f2f59a01907', 'contact', 'p0a6anydv7p0s6', 27026064530735232),
	('e2f4683f10694983b40c3c7098dc51fa', '16f455017fa16f493d7c3ebaec2e0b27', 'contact', 'pawwqnjnm691pc', 576472056657739840),
	('e2f4683f10694983b40c3c7098dc51fa', '16f455017fa16f493d7c3ebaec2e0b27', 'contact', 'pbd9mphh11m6dh', 11269994577984),
	('e2f4683f10694983b40c3c7098dc51fa', '16f455017fa16f493d7c3ebaec2e0b27', 'contact', 'p354azny7txjf3', 11269994577984),
	('e2f4683f10694983b40c3c7098dc51fa', '199c67dc11bf71e0adea2b65ce07a2cc', 'contact', 'p37s4w740rfjsf', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', '1ff7c49fc7e8432952f055e5cb8f3c96', 'contact', 'p9mfcb6r3fxew5', 2387192576017957120),
	('e2f4683f10694983b40c3c7098dc51fa', '2d5ec7d3298198d5021bdaea983a87b6', 'contact', 'peexj3natbqa6p', 844425416671232),
	('e2f4683f10694983b40c3c7098dc51fa', '2d5ec7d3298198d5021bdaea983a87b6', 'contact', 'p3f819h12sxqyy', 844425416671232),
	('e2f4683f10694983b40c3c7098dc51fa', '2d5ec7d3298198d5021bdaea983a87b6', 'contact', 'pfbr03asbbkg6x', 283674083852802),
	('e2f4683f10694983b40c3c7098dc51fa', '2e7bfc005b32ad513485a29b3009c632', 'contact', 'p3ea94xjxk81ev', 2839078609471507),
	('e2f4683f10694983b40c3c7098dc51fa', '315e804b1da2235c827fb43e868e45aa', 'contact', 'p2c5x5vjzf2pmb', 134300689),
	('e2f4683f10694983b40c3c7098dc51fa', '37b951779762c8534ce1cb4dcf89da15', 'contact', 'pa4pdydakczypq', 137439035457);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', '3805ac7f4f33c5c08eefd774128b5173', 'contact', 'p44tp0a785t1a1', 153686024882225152),
	('e2f4683f10694983b40c3c7098dc51fa', '3805ac7f4f33c5c08eefd774128b5173', 'contact', 'pekbpmz511d1g8', 153123074526150656),
	('e2f4683f10694983b40c3c7098dc51fa', '3b1b48b9d16a6abc16e477fae719b9fd', 'contact', 'p5v69sv5byh2tp', 16799761),
	('e2f4683f10694983b40c3c7098dc51fa', '3c1cde445ab66bb801804480ca3db6df', 'contact', 'pfz9ev410skxfz', 108689198306820096),
	('e2f4683f10694983b40c3c7098dc51fa', '3c7a51f6edeed576f3fbbb95515fd379', 'contact', 'p9bcc12qqqcxja', 18014674461208576),
	('e2f4683f10694983b40c3c7098dc51fa', '3e696f181a70aad1b85ad500e24fe6da', 'contact', 'pbh25d8k3882wb', 4629700554375825417),
	('e2f4683f10694983b40c3c7098dc51fa', '3efbca13906bcd0da09405f0956474ff', 'contact', 'p2bg3rjy8qq6gt', 5476377250095965184),
	('e2f4683f10694983b40c3c7098dc51fa', '3f30dd1f7b128974313b36a72bdffcd7', 'contact', 'pc838pgj9w71j5', 54183933017854080),
	('e2f4683f10694983b40c3c7098dc51fa', '417b0fad0e1c706190f44c7493699b20', 'contact', 'p2bg3rjy8qq6gt', 5476377250095965184),
	('e2f4683f10694983b40c3c7098dc51fa', '48247be318cffbde04af88b7ab509b0c', 'contact', 'peexj3natbqa6p', 844425416671232),
	('e2f4683f10694983b40c3c7098dc51fa', '4892d5ae7d86d5ba993bb3e465096c5a', 'contact', 'pcp300z0j3pv39', 6597136912384),
	('e2f4683f10694983b40c3c7098dc51fa', '4892d5ae7d86d5ba993bb3e465096c5a', 'contact', 'p3ea94xjxk81ev', 2839078609471507),
	('e2f4683f10694983b40c3c7098dc51fa', '48de6a1ccd71ad8197d1944f93cc52e4', 'contact', 'pfz9ev410skxfz', 108689198306820096),
	('e2f4683f10694983b40c3c7098dc51fa', '4a4ea11fea107b80171db226686e7987', 'contact', 'pcqtkzg7f7mwwe', 72075187297730625),
	('e2f4683f10694983b40c3c7098dc51fa', '4e59c5e6f92ebd988dd0b0d4c54ad2a9', 'contact', 'pcc1hjy54mjjek', 35186725093392),
	('e2f4683f10694983b40c3c7098dc51fa', '4ef43e20d81904b25d282cd06f7d5044', 'contact', 'p3f819h12sxqyy', 844425416671232),
	('e2f4683f10694983b40c3c7098dc51fa', '50476df77e4e95f962c8d822b9ba44bd', 'contact', 'p5hyd2pj33gc39', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', '50476df77e4e95f962c8d822b9ba44bd', 'contact', 'pd8a5xapt0jp7d', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', '50476df77e4e95f962c8d822b9ba44bd', 'contact', 'p7e65z7z2zs3nz', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', '544be9dc94fa40a05cb7a0a99b22cd78', 'contact', 'paa8z6a3gktdea', 1729383356497403904),
	('e2f4683f10694983b40c3c7098dc51fa', '544c41e0ca3a94b38406fd7714aa0b44', 'contact', 'pc838pgj9w71j5', 54183933017854080),
	('e2f4683f10694983b40c3c7098dc51fa', '544c41e0ca3a94b38406fd7714aa0b44', 'contact', 'p6jnb3j3gg6ymm', 144273517751308320),
	('e2f4683f10694983b40c3c7098dc51fa', '5482293fc4f235a71a2dd739768e2432', 'contact', 'p9jcqmn1tn0xmw', 290501967176045186),
	('e2f4683f10694983b40c3c7098dc51fa', '5482293fc4f235a71a2dd739768e2432', 'contact', 'pcp300z0j3pv39', 6597136912384),
	('e2f4683f10694983b40c3c7098dc51fa', '5b2e11d8e0822c2800a098760e02edb9', 'contact', 'pfhmmbh24y4aj1', 585467960685043712),
	('e2f4683f10694983b40c3c7098dc51fa', '613caff58a36eb8153bc39d61b51826b', 'contact', 'p46h0vs0ht1ade', 90080797230891072),
	('e2f4683f10694983b40c3c7098dc51fa', '61551c06f4ba194478bf1f16e88011c4', 'contact', 'pfbrw8235djkp1', 2256207666479104),
	('e2f4683f10694983b40c3c7098dc51fa', '61551c06f4ba194478bf1f16e88011c4', 'contact', 'pdvr5ash9pw9b7', 2256207666479104),
	('e2f4683f10694983b40c3c7098dc51fa', '61fcfbacc8a392ce01794ecf5f040e2c', 'contact', 'pfpqfqrd1km72k', 650770529480867904),
	('e2f4683f10694983b40c3c7098dc51fa', '63b08fda10383a196b72a3fd02277455', 'contact', 'pa4pdydakczypq', 137439035457),
	('e2f4683f10694983b40c3c7098dc51fa', '640ec5780f94caba648b32b52f9cffc3', 'contact', 'p7y0wz0yrvzy54', 9007272337342472),
	('e2f4683f10694983b40c3c7098dc51fa', '64cc9dd19504df4dde1c391943376487', 'contact', 'padbxapfns1rx2', 288232317476931584),
	('e2f4683f10694983b40c3c7098dc51fa', '64cc9dd19504df4dde1c391943376487', 'contact', 'pavkvw4frne31e', 2594145420556894208),
	('e2f4683f10694983b40c3c7098dc51fa', '64cc9dd19504df4dde1c391943376487', 'contact', 'p2j76xaj1q7zg4', 7205761053060235296),
	('e2f4683f10694983b40c3c7098dc51fa', '64cc9dd19504df4dde1c391943376487', 'contact', 'pfcyyxfqjqzj81', 307372323835609088),
	('e2f4683f10694983b40c3c7098dc51fa', '6527fca02be51ec7e9c5243fdcefb52e', 'contact', 'p52k6t2cjxkr1t', 864695565156876416),
	('e2f4683f10694983b40c3c7098dc51fa', '6b4b0a6aac3e76c6653575886018babd', 'contact', 'pcqtkzg7f7mwwe', 72075187297730625),
	('e2f4683f10694983b40c3c7098dc51fa', '6b4b0a6aac3e76c6653575886018babd', 'contact', 'pezvfhkawys150', 76587583034900545),
	('e2f4683f10694983b40c3c7098dc51fa', '6ccc70a75727efec1569a475ea920536', 'contact', 'p9mfcb6r3fxew5', 2387192576017957120),
	('e2f4683f10694983b40c3c7098dc51fa', '6d63877a9765dbe345e1e67891fede00', 'contact', 'p46h0vs0ht1ade', 90080797230891072),
	('e2f4683f10694983b40c3c7098dc51fa', '6fdc956bc300a41b788574136bf34bfb', 'contact', 'p44tp0a785t1a1', 153686024882225152),
	('e2f4683f10694983b40c3c7098dc51fa', '705dab792ef934b616c49c1d7362a3f9', 'contact', 'p5j4nc55dytyck', 5629568257892354),
	('e2f4683f10694983b40c3c7098dc51fa', '70896fbead58157f82af2a3e88e66fa3', 'contact', 'p8c5xyjk21hny1', 19140298488676360),
	('e2f4683f10694983b40c3c7098dc51fa', '70896fbead58157f82af2a3e88e66fa3', 'contact', 'p7y0wz0yrvzy54', 9007272337342472),
	('e2f4683f10694983b40c3c7098dc51fa', '73b8f096658e03c8f8aaca0549490849', 'contact', 'p85d10zmenexah', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', '76da541639dd2f2245b3dd28405b240f', 'contact', 'p3p4jv49q0g71r', 202384392),
	('e2f4683f10694983b40c3c7098dc51fa', '79f2680f9c1fd65b9351b305320ef0c0', 'contact', 'pe574rgrk2m50k', 27584547786850304),
	('e2f4683f10694983b40c3c7098dc51fa', '7aee1b04aff7e6f889f5cdbd23fc11c5', 'contact', 'p44tp0a785t1a1', 153686024882225152),
	('e2f4683f10694983b40c3c7098dc51fa', '7b27a403ac72b5984ade257d910626f6', 'contact', 'peexj3natbqa6p', 844425416671232),
	('e2f4683f10694983b40c3c7098dc51fa', '7b27a403ac72b5984ade257d910626f6', 'contact', 'pfbr03asbbkg6x', 283674083852802);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', '7dd2c98d40e50f17d17345c948f9460a', 'contact', 'pavkvw4frne31e', 2594145420556894208),
	('e2f4683f10694983b40c3c7098dc51fa', '7f4c5a38ad97db8aa80c3c649ec2d83c', 'contact', 'p6jnb3j3gg6ymm', 144273517751308320),
	('e2f4683f10694983b40c3c7098dc51fa', '803abf3edd60f26120c765e351666a1a', 'contact', 'p2c5x5vjzf2pmb', 134300689),
	('e2f4683f10694983b40c3c7098dc51fa', '803abf3edd60f26120c765e351666a1a', 'contact', 'p5v69sv5byh2tp', 16799761),
	('e2f4683f10694983b40c3c7098dc51fa', '8092a4875f740d8d2809f50a3c4cfaee', 'contact', 'p45q62yd6kx870', 72620545065091072),
	('e2f4683f10694983b40c3c7098dc51fa', '89bb37140347db8715b896b28e0bf335', 'contact', 'p194g697bbzvsz', 6734508737043),
	('e2f4683f10694983b40c3c7098dc51fa', '89bb37140347db8715b896b28e0bf335', 'contact', 'p9jcqmn1tn0xmw', 290501967176045186),
	('e2f4683f10694983b40c3c7098dc51fa', '89bb37140347db8715b896b28e0bf335', 'contact', 'pfbr03asbbkg6x', 283674083852802),
	('e2f4683f10694983b40c3c7098dc51fa', '8a6c62a47c502913873dcb4385d00980', 'contact', 'p498yg64eh86as', 2594073389660930080),
	('e2f4683f10694983b40c3c7098dc51fa', '8ba084a046b0d7ea907c4a07208148a7', 'contact', 'p194g697bbzvsz', 6734508737043),
	('e2f4683f10694983b40c3c7098dc51fa', '8d5432148899b4922ce5ea85cae82d9b', 'contact', 'pa0mw04npga87x', 1155173304420598914),
	('e2f4683f10694983b40c3c7098dc51fa', '8e506da0a2be28620938d4a652d5fa22', 'contact', 'pe574rgrk2m50k', 27584547786850304),
	('e2f4683f10694983b40c3c7098dc51fa', '90624b4788c40288c0f86d3aa76250ca', 'contact', 'pfhmmbh24y4aj1', 585467960685043712),
	('e2f4683f10694983b40c3c7098dc51fa', '906c2efbe90f51ba138709143f270fdf', 'contact', 'p5hyd2pj33gc39', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', '906c2efbe90f51ba138709143f270fdf', 'contact', 'pd8a5xapt0jp7d', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', '906c2efbe90f51ba138709143f270fdf', 'contact', 'p7e65z7z2zs3nz', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', '928fbe11ccbf615b60c6ca038003623e', 'contact', 'p3ea94xjxk81ev', 2839078609471507),
	('e2f4683f10694983b40c3c7098dc51fa', '990d03c499dd3f8d728388cb359e0da5', 'contact', 'pcp300z0j3pv39', 6597136912384),
	('e2f4683f10694983b40c3c7098dc51fa', '9b1533342551f6e9acaae8433a6d80ef', 'contact', 'p3p4jv49q0g71r', 202384392),
	('e2f4683f10694983b40c3c7098dc51fa', '9e3754e9a71522927e15ef28cf3666fa', 'contact', 'p9jcqmn1tn0xmw', 290501967176045186),
	('e2f4683f10694983b40c3c7098dc51fa', 'a3bccb883d47feb66687159d4bcb3e2f', 'contact', 'p28eavkvmf85xc', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', 'a3bccb883d47feb66687159d4bcb3e2f', 'contact', 'p85d10zmenexah', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', 'a3bccb883d47feb66687159d4bcb3e2f', 'contact', 'p37s4w740rfjsf', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', 'a3bccb883d47feb66687159d4bcb3e2f', 'contact', 'p3dwg3skd1w8nc', 576478344489517073),
	('e2f4683f10694983b40c3c7098dc51fa', 'a7159c1640bc692beb41cbaf87d2babe', 'contact', 'pfpqfqrd1km72k', 650770529480867904),
	('e2f4683f10694983b40c3c7098dc51fa', 'a7762439a92e15abd61be664ca29f1a5', 'contact', 'p07fyzwr8yzsz5', 576469582756216833),
	('e2f4683f10694983b40c3c7098dc51fa', 'a7762439a92e15abd61be664ca29f1a5', 'contact', 'pawwqnjnm691pc', 576472056657739840),
	('e2f4683f10694983b40c3c7098dc51fa', 'a7762439a92e15abd61be664ca29f1a5', 'contact', 'p2bg3rjy8qq6gt', 5476377250095965184),
	('e2f4683f10694983b40c3c7098dc51fa', 'a7762439a92e15abd61be664ca29f1a5', 'contact', 'p52k6t2cjxkr1t', 864695565156876416),
	('e2f4683f10694983b40c3c7098dc51fa', 'acb33f39ffc4398a4ad29b5c406f0032', 'contact', 'p194g697bbzvsz', 6734508737043),
	('e2f4683f10694983b40c3c7098dc51fa', 'b02f2680283b829a38d3c9ef32768569', 'contact', 'pcqtkzg7f7mwwe', 72075187297730625),
	('e2f4683f10694983b40c3c7098dc51fa', 'b02f2680283b829a38d3c9ef32768569', 'contact', 'pezvfhkawys150', 76587583034900545),
	('e2f4683f10694983b40c3c7098dc51fa', 'b544c5d97ff45e5a24d90e45184d9dd7', 'contact', 'p9mfcb6r3fxew5', 2387192576017957120),
	('e2f4683f10694983b40c3c7098dc51fa', 'b9c0678a03c7d242c1ef8e6792763373', 'contact', 'p5j4nc55dytyck', 5629568257892354),
	('e2f4683f10694983b40c3c7098dc51fa', 'bb35ad3f654ffae03393543291a8e122', 'contact', 'p3p4jv49q0g71r', 202384392),
	('e2f4683f10694983b40c3c7098dc51fa', 'bd18adecb156a77f7452a89c27347874', 'contact', 'pa4pdydakczypq', 137439035457),
	('e2f4683f10694983b40c3c7098dc51fa', 'c16978df8126ae4729d0add8d9c547c5', 'contact', 'p3ea94xjxk81ev', 2839078609471507),
	('e2f4683f10694983b40c3c7098dc51fa', 'c182440bddca02dce5caa005d64fbfbe', 'contact', 'p08xxg2h111r5c', 19140298488676360),
	('e2f4683f10694983b40c3c7098dc51fa', 'c182440bddca02dce5caa005d64fbfbe', 'contact', 'p8c5xyjk21hny1', 19140298488676360),
	('e2f4683f10694983b40c3c7098dc51fa', 'c1b784bcc4deb6946c9e51d8e1d51cfa', 'contact', 'pfz9ev410skxfz', 108689198306820096),
	('e2f4683f10694983b40c3c7098dc51fa', 'c3a2cc097b6528a550781f6911a77868', 'contact', 'p3f819h12sxqyy', 844425416671232),
	('e2f4683f10694983b40c3c7098dc51fa', 'c4ae5762e36544387c8da2bac31a6051', 'contact', 'p1vw3raey8c1q9', 1441156278839148672),
	('e2f4683f10694983b40c3c7098dc51fa', 'c75d426c7470beb68c946981f141176d', 'contact', 'pa0mw04npga87x', 1155173304420598914),
	('e2f4683f10694983b40c3c7098dc51fa', 'cb114b16261338af1c136c8d3e633d49', 'contact', 'p07fyzwr8yzsz5', 576469582756216833),
	('e2f4683f10694983b40c3c7098dc51fa', 'cb4e90bca386d62b08bd8268d06d318a', 'contact', 'pcc1hjy54mjjek', 35186725093392),
	('e2f4683f10694983b40c3c7098dc51fa', 'd1c5eb6a41cc7497e878300f21749ea9', 'contact', 'p1vw3raey8c1q9', 1441156278839148672),
	('e2f4683f10694983b40c3c7098dc51fa', 'd218e03f7c552c6f6f105061c5a0a240', 'contact', 'p5hyd2pj33gc39', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', 'd218e03f7c552c6f6f105061c5a0a240', 'contact', 'pd8a5xapt0jp7d', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', 'd218e03f7c552c6f6f105061c5a0a240', 'contact', 'p7e65z7z2zs3nz', 291045134509015168),
	('e2f4683f10694983b40c3c7098dc51fa', 'd3ede059f91667620b2dbe0a53d40b85', 'contact', 'pavkvw4frne31e', 2594145420556894208);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'd8a9f07126af1a63acee04ce582e729d', 'contact', 'pdzwjsfv2tjq6s', 1152925911654334464),
	('e2f4683f10694983b40c3c7098dc51fa', 'd8a9f07126af1a63acee04ce582e729d', 'contact', 'pfbrw8235djkp1', 2256207666479104),
	('e2f4683f10694983b40c3c7098dc51fa', 'd8a9f07126af1a63acee04ce582e729d', 'contact', 'pdvr5ash9pw9b7', 2256207666479104),
	('e2f4683f10694983b40c3c7098dc51fa', 'de22abe5dc76b09cddce4cce7a4f072f', 'contact', 'p9jcqmn1tn0xmw', 290501967176045186),
	('e2f4683f10694983b40c3c7098dc51fa', 'e3116042413a286118ce6d7a78e3d206', 'contact', 'p44tp0a785t1a1', 153686024882225152),
	('e2f4683f10694983b40c3c7098dc51fa', 'e3116042413a286118ce6d7a78e3d206', 'contact', 'p5qymv7pz3v584', 9007886449508352),
	('e2f4683f10694983b40c3c7098dc51fa', 'e3116042413a286118ce6d7a78e3d206', 'contact', 'pekbpmz511d1g8', 153123074526150656),
	('e2f4683f10694983b40c3c7098dc51fa', 'e35e039996afe7100bac5e6ea03a6bb1', 'contact', 'p08xxg2h111r5c', 19140298488676360),
	('e2f4683f10694983b40c3c7098dc51fa', 'e4513803fd88e3aa9ffd4f5cf7c3504b', 'contact', 'pf5p01kf2d1ftz', 163396223980732416),
	('e2f4683f10694983b40c3c7098dc51fa', 'eb14db00852717e13ddb4b55da75feb3', 'contact', 'pfcyyxfqjqzj81', 307372323835609088),
	('e2f4683f10694983b40c3c7098dc51fa', 'eb14db00852717e13ddb4b55da75feb3', 'contact', 'pf5p01kf2d1ftz', 163396223980732416),
	('e2f4683f10694983b40c3c7098dc51fa', 'ecb0a74b1e1dbda5249f25dafa824329', 'contact', 'padbxapfns1rx2', 288232317476931584),
	('e2f4683f10694983b40c3c7098dc51fa', 'eebde7ace24ed42b160be25eb4ff2287', 'contact', 'p9bcc12qqqcxja', 18014674461208576),
	('e2f4683f10694983b40c3c7098dc51fa', 'f06e7025759f76bf59837644eee4a120', 'contact', 'p5j4nc55dytyck', 5629568257892354),
	('e2f4683f10694983b40c3c7098dc51fa', 'f08394baea8408fa0374961d7a01e5dd', 'contact', 'pezvfhkawys150', 76587583034900545),
	('e2f4683f10694983b40c3c7098dc51fa', 'f0cfa4dcd36820b9a3a051cc5ebc0df3', 'contact', 'p2c5x5vjzf2pmb', 134300689),
	('e2f4683f10694983b40c3c7098dc51fa', 'f17eb7d1b432cee84930e129e71f8322', 'contact', 'pfpqfqrd1km72k', 650770529480867904),
	('e2f4683f10694983b40c3c7098dc51fa', 'f68a14503c699ab413712dea337dc42b', 'contact', 'pezvfhkawys150', 76587583034900545),
	('e2f4683f10694983b40c3c7098dc51fa', 'f88c99a7b1256063038169494cbbc3ea', 'contact', 'p3ea94xjxk81ev', 2839078609471507),
	('e2f4683f10694983b40c3c7098dc51fa', 'ffbf8f45405a54d48d1827e943006c07', 'contact', 'pe574rgrk2m50k', 27584547786850304),
	('e2f4683f10694983b40c3c7098dc51fa', '051c135592288c9b3ea005d472cb36dd', 'opportunity', 'o19', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '06cda16b320d000fa6ee276e48a1add0', 'opportunity', 'o39', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '0b94d26675c9f71047050024bcea6471', 'opportunity', 'o9', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '117966f5eef60d65b204131f63a52760', 'opportunity', 'o16', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '1c4d29283e25f49957b61e65b8f29d6d', 'opportunity', 'o17', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '1efe72e8dce045f91b0a7b335071b03f', 'opportunity', 'o23', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '2f042fc6f9b755550d4a25e294f62c63', 'opportunity', 'o25', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '33b6df26efbdb4758ed5511b621cf318', 'opportunity', 'o7', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '3ebe7dfd18e309b66b08e73b2201fe96', 'opportunity', 'o38', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '4074f24063cffd08fcca46f291d836d5', 'opportunity', 'o21', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '4167236312bc7cb35918f393c2197f5b', 'opportunity', 'o8', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '5dc9607766a4964b338dbbf9f939adf1', 'opportunity', 'o24', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '75b71426c942825965d6cc429f962fc1', 'opportunity', 'o35', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '7661f9ec9b1f895b09b352fa7c27aaf4', 'opportunity', 'o14', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '77809680609849db41b624000e20048d', 'opportunity', 'o26', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '7908ea917acb353a2804aa855bad6e66', 'opportunity', 'o37', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '7954c388401fe6027cbe8099c0a6c787', 'opportunity', 'o34', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '7d022b022d6ca05e5c3b1021f6f4abc3', 'opportunity', 'o10', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '836fb6fed26470e1da4c20dd70c385a9', 'opportunity', 'o5', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '89a27f755b06b100e91f36198d25e735', 'opportunity', 'o28', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '8c07b24f6314659977b422ed08b5038a', 'opportunity', 'o36', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '9040077aaaa9bc728a0a08ae152536b0', 'opportunity', 'o4', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '932370a7f59bc51b6ac5d833dee1c3bb', 'opportunity', 'o18', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '9be8d0c440b180c4cff4a74a48db8bfd', 'opportunity', 'o32', 0),
	('e2f4683f10694983b40c3c7098dc51fa', '9f55dd07adb7c9983b86a1e9ac2ed50b', 'opportunity', 'o6', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'aa4b09d159d8adf8679a4abde312de9f', 'opportunity', 'o20', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'aa74c0f46c0b0d1ef54e969d54786fa1', 'opportunity', 'o13', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'ae7458b6db428b5a79cb6dfedd8d9c91', 'opportunity', 'o27', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'b616f3d9ff95b87d29ac44846db1c73a', 'opportunity', 'o2', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'b977632215253edca67cb9bb9edaa8ef', 'opportunity', 'o33', 0);
INSERT INTO public.record_marks VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'bf8773783718272533c99d4d58b815ee', 'opportunity', 'o1', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'c00fc6dcb16cc856f4fcf8203b317c32', 'opportunity', 'o12', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'c2e97f4ce404cd19bdacd0d99c435092', 'opportunity', 'o31', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'c53f412e61b2261ca4a7b812279ef9b6', 'opportunity', 'o0', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'c7b44843b3f5eddb9431f893d2fdee6b', 'opportunity', 'o22', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'c95cbd3366fc977d10105620ac1d56d5', 'opportunity', 'o3', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'ddce04e10dde422667d76a92a52b9e4f', 'opportunity', 'o29', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'e613ed5711737afab4dd318b84800c51', 'opportunity', 'o30', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'e868e14b6a5797d67fdba2b2b968b78c', 'opportunity', 'o11', 0),
	('e2f4683f10694983b40c3c7098dc51fa', 'ec81101f59a374ddca178e2c5cdfeb64', 'opportunity', 'o15', 0);


--
-- Data for Name: records; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.records VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4c5f710bek00s', '\xebc0521e5a887805e1d839ed6bbda1865614af0340d772ce9a178fa4b54a15c82b683e5c49db827def3b4e52153985963d06c864ddef3b635ad383dd5cd7158de9f8da7ad68ed11a09f76b04a46011a21aebb64d9f8a201d25cf98316e53f11937a21569e086280b8f56e8a50ce6f918cec3edeb9628828fb43b854e05926ae22f5a', '22026-11-30T19:54:26.044463+00:00', '13ad90122fbfbb0828b22a2723d702d5', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["aa72302f89f16bd67281861cf66e5315","8cdec42de7362d4e92bc091c2979dbf3","0d9a92679424e78e1ecbb263ee15e779","ad90812ba7f7f2f9c8a7a2e910a4604f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8fc8da0pzka04', '\x4ad3b39ace6d1818a600d80196017d1293867bf62745f850204fb50a32c71233ccad2983650780410e13cf26bbc00a23318f43582fb1de6544ed3d8846e21ec1fbbe6f1f91058873348804795e81736d', '22026-11-30T19:54:26.044463+00:00', '7f55e3a3103b0c0293a18866108bd64b', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["54d8aac72d41abb1e9801a2a5afca70c","61cb7eb2f08849553a61f6bf2e0680ae"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a3p29f7z9yjd5j', '\xf58ecb305b1c323c18867acb1d9e765d778a9006a3a2de1eea9281e33effebb39b1f83822460a3a4cb21216a6bd8af54e92aca6b569b397781fa53b7d238b40af018f0fe54f4b76f80723121e969ba4b3be7826c4422e40c13823562599d74cef721a10ded086f4be44a4a653c9bf6bea04626897fc9024a72e1da43a3819787a2eae6303f5d8cad38a95f559d641f1aeb9c7fad6e589e95c93279c75dfc8370a02de930cba8c8eb01af451c038883fffa639a658e2534f257151ebfaff17a3511c139bc5b13e9', '22026-11-30T19:54:26.044463+00:00', '5f9d60dca22c07ded7d7523358ce5f54', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["946906136e6312cbc6d1116e4cbf443a","406a38989624521e8b6062c40ee1caf9","cac6882692a4516c458dfa6fb742e9ae","7b659bf42510efffa5632144f474b5ab","38bb7dca92467d82824f8d956d9792ee","16d19c76627a0ed0333fe18980d0d327","0a5f3c996c3c967c8a6cbdc9877b61a3","500477e4504b9156d5c3b064b1a30df6","f4c14ed5b2152cfaf047409729c1d4a4","3d51956f663ef5eebba3076d08f17704","f1226839cc5690db0a7f395f4a115779","9cc6e01ce2e6a42cc73348e54843b6ef","65e32e89b4bdd51123ef4b4439d2eec1","ea08b55abf2c3e7d96a97098b8f2e531","1342e3eca21996ea4e0bae845073f5ad","37e129e70a7ef83718b5f1adfd7e3c35","8498699272501be2507e416be58fd842"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aeremjchfe4tmj', '\x9f82935302122635d98b44701074253a4f6e37f36fd9664904eb00661525b7f469dcf250e720d1ba0fa2794aa657eff223858c31fe0b6ffb21e89c0e5d1bea7ad035751d64b94b175cd2703bdc55bfbceb06b07fffeb20705e1c58ac35c1cd5bb38ed9bee8c0246602d555c473d1ed3dca870f4268440ed8339b024493eb15d8b05058faaf5db3ef248faf4481b0af1b43eb54e2f329d1', '22026-11-30T19:54:26.044463+00:00', 'f6915b102bd428b8e7ad7412fb29f128', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["5e0d3ee78f8b935a2a4c205cb772f0e4","8a1dc92fb8fa72ad09fcc77529f6e1bc"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'ab17n7cytc6etq', '\x8eebed5545729b4133b81d6c786c44e32339585b7b9a1782e9d1e4bcf2f00a74a999aa7f715ce2c82f2bd4ed89e6b6016ca59bdaf0b7075b1c2af32bbc7e5be00c4632dee164c468551474c6ab9417145b9980e6a01a60ce7440944a00b8d4f8dea7cfe0ca93f2c205693c37e413909910189860f5fcea2b4b25373c48973b2719bd4c3f96', '22026-11-30T19:54:26.044463+00:00', '1e4dfe33558b5dfd87e18f43f3b26fb1', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["35bc715773b6fd6ede04ab90a1310413","6866ec9ce35bc04ed8a6a8007a3e5655","1578b7e236d379988f89eeb50a632070","ad90812ba7f7f2f9c8a7a2e910a4604f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4k0dbn4prqjew', '\xbd2dc10cea671fee9f5aa94da4e31ea149577ef1c4bf64df933c771f5250b0d4ffd185b4d3583cbdf3d7cda3163557c66967ff054110296782c39f48c7716aa9ed51aedf6a81a6aaa254109a1e78', '22026-11-30T19:54:26.044463+00:00', '45bc98d930344aaf2fd1e9e4ffbad362', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["35bc715773b6fd6ede04ab90a1310413","6866ec9ce35bc04ed8a6a8007a3e5655"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aday4bayept9vf', '\x1d177326900a882b8f007e142ba71e5d67d3b16bb5434d7e567a012d391ef053723590d2a829a57b7ca4911ccddc2d5feab479ad6af872cea9162dd69b41ee558fa26cbd0e24c0cbd334f185ac6fede92ea175e111c177f2d3e1e7944a69686f9cfaf0ea88b60fd12994842b390d0025b032987297d782c777c96b086f195d1f83e9b5594241eb1b1ebfd3d36e679cbe0f94e9129ac8b51bf5', '22026-11-30T19:54:26.044463+00:00', '775bceba5519a99fc14aef2104eeb789', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["e6f0ab511c02ba1d1e6f191aa1d2fcb2"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2r1tacvce4hkz', '\x25926ff34d709dd77e1b83b9692e23c9014d9e5a80b740d51dd1fb70bd3529a797f1977460700a2db6ffe5cbbd815505d74c78f878d63f12e337f6bfc33238b6b638b140a33bb3ef9a86bcdf259b639f381f3766f872367444d16655b938eab107b1877ae4d88cd140cfbdf3577cdd2ad70189e6b9a56b66192c69d548ca0ba4701aeb79ac0cc9cfc22588', '22026-11-30T19:54:26.044463+00:00', '1c7b324ba390f7081dbbece339a9de17', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["8bfd47f7ab2cc2dcf1c2183a08628b52","24c88d20d2ea51a7dbb0033ce61200fb","f8cc5595eac1d48e2e1010663a1b1f3d","7665c2ac06eedc7db239ce1eaac829b0","4eac132d98a4140ea86ef6a6b4b14bab","75b99c3fd0aa0e478e4f736e143ee586"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aetzq1eh7ge0dz', '\x8d8af8f161a69c1a7f11e361ce0d853984d4ebb27ca2f20e05b4a1038ae1850c98ec15b06073b9b971d0c235f7209032598a63ce55468017e2ed83f1600e5d068bcad73078b03902ed837c9aec45282177310ca356d616d1d183e1a511fdc20337e5f1b5d4f470ac72caa28329d8d54a3b21edba0b2a70033dc778fedf0d3171a7c5a1aa22b02698e6bd2366b578dc48c0d5dde57839bebcef34128f076fe28f3f072556e86ba085081c9eb555e4ade1', '22026-11-30T19:54:26.044463+00:00', '1068c76192eb589dd8820ef1566f72fd', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["94717cdb37382caeeacdda04a7e6f9fc","2d7f48700f1115a8731c43ec7ab231b3","3975aa76431eb1fcb93aefeec78eefde"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a11h0h83h744dm', '\xaca7e7d2ec343d6caed03242c068c20428746121dd9c4b35ef5610d65376f7a54d7229ec9f9d040608c49f1c9d090f2dcc60cd07613ae3af376a834574f6c91cb38749228f6d9c02076183dba40c4663d90305b91aab33729c6d38dc', '22026-11-30T19:54:26.044463+00:00', '6cc30cbbab9bdc1b38485155041402d1', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 2, NULL, '["bb0893777c746f0d9e4c7ae92ff4809a","601edf66effce1cd7ceef8eb1bf714f0"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a714b0s9rb54bk', '\x585c45ff236bdacbfcf2827366b77c2e159a0746a9991092b92eb65d6196a1408d50b85e37da9b718e652e9a48f9329aa1f665f56b3c8a0bdd975b274621685a9ce13541f1e773cd7fb238c21f55f233bf86f7a77ee53306bf8e868f31379af9031436b6eacc4a65def209d630b3c822650ac989bdf7', '22026-11-30T19:54:26.044463+00:00', 'e69ea6342059d319cdd160ccf44ba70e', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["8e45fdaee472ea98fb034729988b092d","0a5f3c996c3c967c8a6cbdc9877b61a3","75643005f65e5b43a9cdcb9eb4f58845"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a851p0hnaye32m', '\xd666722443f5aa6ef77c784211f3ca40b14b9e921a9e053f4ffe027f9a9ded0d767ff47708eea09f7ca51092c6729fd56b5075897a38638b8a89ad07f0e0b9ee6612342cf0aef34948fff5b75e289720fbc920a4286ea7edbc4425e95de63b85d647d85b5f326d4782633225509b2850f9fd1ed4d8ceb9c0b9b00baea8e7488181716db665cebba757aa95b9cf1efdfaa931362e9a433ebf90144e634e5c7b30939c40ae9eb5bc2f8108d36184a27a88533ef7eda14ff084ca104ebe64a1', '22026-11-30T19:54:26.044463+00:00', '30484c3b8f028a7ff43e7461763303a7', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 6, NULL, '["4e433353f905416397ba806c1fc183ab","11ec532c58243f1af2bcd101cddfa29c"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a89mkr0bxgrf24', '\x550b8d6d8f877b01f622d4784aee56760b0d80c055c03d52235e6bf6fbde180b8555dbf03b6b88d65bddbd24e2cb6de2c7717334c5c01fda1eeea160427cd59af70f5321', '22026-11-30T19:54:26.044463+00:00', '14e12ae97d54d1f17e398bb6de1e24b5', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["53738d1e3e2675052c147e03e21d3ba4"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1xgza01xg34c6', '\x16fd04bb96ce809ec5efa775a568c28f9de1155f542b34be2c3f14ae8e9b168c5044cbe3ce63cc562517cda71f0603818b2c7a4b2492c957c4f9bd1a82ec19767d73cf4e8137b8e92e14f6804974599d7981ba4b15bdc257b3dd367ee4373dde0ed4f47af66ce278f6692645d512f77ecba5a404bd6b168ccb78f8c37c7864b7bb53662a8901d85ae3e2fd7bbc539d06bcfb8b7d1b6f88bee731aee0654a1006de0cc45d41c1b74b42', '22026-11-30T19:54:26.044463+00:00', '0211a4883821371bd24c0223cd32176f', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["d50541567600f2fe9ab22ceca4e595e0","4a824ebe618b8476798bd30c0b004be1","d934ca169da1624df1a2677a78ea61dc"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a90ka0157tmkvm', '\xd0f4fff7240087e3b6408f097dffcd6cfcb964d4640a310a3603c0d777e39f3b4702bc9cd1bf0bad997a161282c60894e147fefd905c58534ae8c617a7fd5c9e81279c887e652a340e288fe2cdc78a608df1ebee5d70ad88790b2e434648dc8b643568e931d30f0821d7c0dae33e6def6e5a6f06879e38d12c8359be89aab2da63cb25967726428d41b25f92594e074e43d8a866fc', '22026-11-30T19:54:26.044463+00:00', 'ac286d8107d4974a23480fd19c076764', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["d2b3664aaacc5d94911c8c324d4da04f","64b6191ade9be40f709166a8bf02fff4","7ca2a38764c2388dc38f9a403d04bdb7"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a61xaqm5c3eswt', '\x633eb3ef3552f8acb0912c98aa5ad037565324098ff2c7dee0d88dfaee51e3bd9c0ed599520c77c685f7be9cfbbbe7fc32dd3ebdaac1c22dae1a72d3556d5e3bc61a595b73e0ef0b440c0df663a965', '22026-11-30T19:54:26.044463+00:00', '59b24e02fe3645a38553824e219de4bc', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["17ffd28665ad6d81efe0e86fc684a39f","6f60f69e3458dbc831c023b7491bbf42"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'acrs35156rtytc', '\xde7a3666498e83e88b2f13d2f53f4e419201027ad4d5547a9919ffceeb6ebb764936be0ccc791b09a320f0a7a0394a8903aeb513c7972db69f36a90bb67ec205db9cf4f076bce5a7cda5f2fcae988ef4ba566fc2030e3af5693994ecae2124ec085248ed92b965f2dcd198c6e545bd1006c28262fc16f51480a98f2eaf4058dcbf57adb92534ac506a093b355bd86242daf4a61b', '22026-11-30T19:54:26.044463+00:00', 'e2b4fb09fcd109ae3a71d3d206981ff9', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["5e0d3ee78f8b935a2a4c205cb772f0e4","8a1dc92fb8fa72ad09fcc77529f6e1bc"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7bajgwfx9cpaa', '\xb0f08b300386c872a1dffceaa40950ef0799c5f484db6a0bd8d288770b0cd483dc1c254ff14a28e55eab061c765fa87b9f7b0abf57e4de08188feff298d843e8101d6fb6b61b44aabc34a01da8902744b8e1f5758bff05ed7c09299ebf6341703ec3de8b3d2d59c52da00199d2910fbf03c98544e64faeaf70ee3612f56ed15be42639710e4f24e2', '22026-11-30T19:54:26.044463+00:00', 'edc9080fa6af5e1ba8e683eb297f54a7', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["5b178801c414a88548da47a70f9fd189","d038fc120c01289a84236f1268191dec","db1ac303496b2e463c87945cee0e73f3","c8309ce5c15cf5d6d9ffc7bd8cdfcb04"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a28q40t86z4spq', '\x304f3b17bb0aa5b9ca0d774aa7f577a52e69f8ea2e9f9ad406f7d503ea7db673b29528b6ff23d1d84f4db94adef5e24df22140fe9477bca8c06eb50e2a5f14c0b30b9dbabebcbc1c5193400613a4c417e0c3a3d8effbb1c6f790bd96ac97eaa71aab53852511fbe54b16d2b786b79ae189aa08d6c45d02f1def6c9ec38e7ae36808d6c3e48d4602a7a39c1ba78173e413e762c4c7416a5ce73e0170615dedec0d8475cf2f887c006958ed2dc7a8b6309c05496a86d4f0014cc37622424149d03b9aa210144', '22026-11-30T19:54:26.044463+00:00', 'd9e8c51938e2a7db2169c62cc5fdeaef', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 6, NULL, '["53738d1e3e2675052c147e03e21d3ba4","45075d0fbacb0b04b66ad94fe0fa7e94"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a98crxw90156qx', '\xb766fff126bac0ccac7c30f4b173cacf8b74ea967cad8f38d3f83c841be4e786523aa99f3417fe232dafe6047be1b951a349a462350226d93ee4b6672434b8370cc75c9c7843a1342e1f3f8f8f1e47a125eb1ba79363977a8a6278e5198423db7f95203db08815a94ed922870282616b08b83beae2f5837a84118895da731e4fcb1abba8f31a636b19627375203cf10de38be59a1d29565a51c753a33e665e106e5e0881ebdfc9f326e6099b8c9fbf736b5b33401dd67494c54a28a3ef0e228d0348fd5b6c11f5cbbb7222', '22026-11-30T19:54:26.044463+00:00', 'c4a39af6c9e23ec6552791e8b999959a', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["4fe0efa8e24d59eb099cebd8c0cf7481","6bc6b9a21c0518aa483fcab3088387c9","19b81b21d74738f435e2e88cc1640166","e3f0308ec644142f6e157f6586897557","d9c11d2c069e5092fca81512cbfc13e2"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8abv5sar8t6rv', '\xac297da868acc3cb744284a2b5c40c459ba8bc5c9129a66a66d4a62a5a4f149b2d96ebc884afc3994987c535606ec014a0bb0019582e55b8ba1f93b3df1cf6755a0a49bad3f7e865a66a14172b0dde43001b7ac15d8b883be9b15b35b2fbcb3e3654802a615c53a355829155d84114411f0d806e3d96f281f2543cb1d9058a78ffe73dcd0c3cba5e8bb4fe1c07f7da1cce287c7129', '22026-11-30T19:54:26.044463+00:00', 'a3a39d7d0b69f8d25c2a2f43251cede6', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["4407d07bce0152db4c8c094433fff227","efceaddbf5e0cf8da46dc367f70145b5"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a77f3kckpj99ma', '\x8134361fa6f8c6f593077df1ab09a717d62a82f8f0d081aab5d378c78b833ecb23b613c3e4ea305654f1fad77f04514cd78e24ace65272b9eeed29072fb06b063d3ad471c8939086de66f0113deb58c21fc90459a1fe40d2041a3302dfe1ccdf102569c9cbc79bc635346d3bfc05699dc5707893c2298a0d6f8b98d2b7b3cb8c2b0db34ce01839e71642f8f0e12d60bd01e7aaecd96cae392bebe8297b1207c95d0cd79da2ca31340b6f95ba9529cadef2fa767ccae4a995', '22026-11-30T19:54:26.044463+00:00', 'b170711577d43f0f36f6162f14211d16', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["c5bfa7c5cb78be3e57ea4175eb9ae1c2","e8d628ff397a49a4d2130f5e06b750a4"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'abc94bt9apf8gq', '\xfb4f5f24502465be3a3b894fc85d49cf98046abcff00207c9a44d7e8b7be0a647cfa0d2db448d2a4e1fbc2c3732b7dfb8b9af792fd1a3eaa2f40de4f915c044cbe530233c517cdf4980e44f82a77275e6ed49bc5b34ca4097f0eeebbc1c9f1bbfc3e08f955fa2d47e0134b7cdd03f85fcd59096484529b36030a575ae94a9bb3555acc093e3775e4c73cca2c9a011038e053e02ef53501241f03e12db4c7e265c9e8a8abb179a4', '22026-11-30T19:54:26.044463+00:00', '2f11a35f95a6713972bd553338c13e52', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["b5982880f03143cf45a3075a308892bc","bc705c409d18ebbb0fa072bc7810ebfc","9059b0f8f5f1013adc4b4c9bf01810a9"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adqkef2k4aqzre', '\xff509a3cd2dc5e652ccc222d7ee49032efd5c51b7fc567703b10ec3461f64c614b5213a3be2e5f2f85942526c41c1d9d50e8a8e3dc4649114436c6a55c17370d5e27be23f315', '22026-11-30T19:54:26.044463+00:00', 'c0f70142caf83125cf45a8b70d67d6bc', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["a99785a590b49f0d8c41147b53710add","91d1e1185cb340e989820e5547ab1e8b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a26yzw3m38q48m', '\x9a81eba7549ca1ba6d40da9e844d032cb769a546027270c84a1aca678af9788d76396f57e8a3941a11a106481d1de3f616d7d2d79c216e62f660d9a06ff46281916c6f071c0d2a21299d5c792b54c83c75ce88052b2b9e09c6816717629c6680db87dff6de438910f222336838b0d14dc61a20a5d72697181198928e2ac52d6922d3b36dc95924f2e5d37a6c5fd7b0f10b98', '22026-11-30T19:54:26.044463+00:00', 'febe0d090c25574f18874c5027aa57ed', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["78b4376bda440d75b69e86dcb108d762","8569898740bb650449c1c75f43d1a0e8","d31ce8399a341fd88cfc4fd9fef2c633","3dc32363be2459daf649094ee604a52a","946906136e6312cbc6d1116e4cbf443a","406a38989624521e8b6062c40ee1caf9","cac6882692a4516c458dfa6fb742e9ae","3d51956f663ef5eebba3076d08f17704","f1226839cc5690db0a7f395f4a115779","37e129e70a7ef83718b5f1adfd7e3c35","8498699272501be2507e416be58fd842"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6fvg6vj8twxs3', '\x9cc0e79f0a0afe9c015454131fd9e342ff9d1655e56f6e6028c974ed1904f3b35022989ec862de777989b04aa3951f69be107f5c47bfe96e6a3543084190c37852d8b634dd3e55e6fbeddcd92352ee481b9833948461f79316442a504c205209e8deab89651a7757bee664d5b3464efa533272fb6cdcd9497aab6a344af3db1741d057cf836bafde9bc6261703b20e9b6dbbcb6634af26506795378aed', '22026-11-30T19:54:26.044463+00:00', '931e68c0aa651a3a6486238dec1a965c', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["0346d9b2f4e98689bea99569bee7fa61","8362ada3840324450e849e4d0965c088","c7d1a32caae6e9a19aeb11055c2bf730"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'acwvsn8d5cjr9j', '\xd620e15993b10f164cc6066dc4b78d4a71819faad9a5c4fdd11c10918efb2d58dd85fa3afdcd9044a63fc4b71f55d646e37ace88a3204a949a6919c3d3031d0b', '22026-11-30T19:54:26.044463+00:00', '69d4481c4250255a6bc696d6c9a3e79f', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["daafb302942a107fb0735cbf75392f41"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aamhg1srgnc0w0', '\x0cc85a58e1405433a78288578298abb0724c1e0a035d7ec0a8bf50ace300363b38e764ea63ba84f3b79e6eb300298e0ac4abaecc0cb7b43ed6ba447df6259dbcd6703348c19986de9ae494e79aa56ea82915b7d130b90d7d1bbf82026885d43fcb4a2dde7293b5fea902e01bcc02b9d5c0f35f413580e3d4a1d6e92b20d81a24e8d74b5d330793a06dbf999f4bd846e9', '22026-11-30T19:54:26.044463+00:00', '8631ef182cad5bbff636275b333bb0cd', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["8bfd47f7ab2cc2dcf1c2183a08628b52","24c88d20d2ea51a7dbb0033ce61200fb"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4sfb5qcy31g12', '\x9d266f0b055ee336383c67226af32dce008f0231c2a1dfcd717b7a99eddeb6a2325008868b0ead316ab00bb5d5cc606a556424ef830226f12f5dd64633b7e056552e5e2a1cb91a599a237b796c4ea8f338f2d1ab1a823361822d023b3a39f2de4a194cf0d4c47013ae8cfc07332565407dcc21564e990cb3', '22026-11-30T19:54:26.044463+00:00', '151f362ef35a50080fa54af795c1cca1', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 2, NULL, '["c311fbc4c59a0247b9a7f94c4ffb83e1","2d7f48700f1115a8731c43ec7ab231b3","386065e288fe18e0919628141aa764a4","6ecd5ff33c36b08010a7f1374adeb6e5","7dabab632c99bc5007e4cfeb975ffe30","cf9dbdd727e60c176d8a113c3ba24dbf"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adajng9mntj5z5', '\x0969554ab87d573ae48cb1d7368d1cf5f571d43bc3ee516d1e0d91d6bb1ab0737e7dad5b5a15e5f45aa3260530ec295963018e682aa3ccb6c04435e4d5e3a49eea8e15404aa6885cd04324dbe9e48eba2ae4ac362c166a5f109e690062b5f13d46553ec8cd9106b449e63ae8ebfc3a6b962e54de0fb9ba809f9d19ee61985cddbb5e242327f2819a36357b94d9e6d95f9ae3', '22026-11-30T19:54:26.044463+00:00', '10294f905ea87176e4c9b9e28db9e7df', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["5262ece1f196f6e6b0dbe24833c9f290","c6f95880067bbc903e27faff0e34a4b8","0a5f3c996c3c967c8a6cbdc9877b61a3","71afdb34fad0d58cb0e1129cd579b53e","521ff43c56943a58e2ba0da05919af2c","e3f0308ec644142f6e157f6586897557","c972414d11dcabfc71fe127ee4599eed","e01f9e40fb69968837d017ff9a30ca8c","8bd780bfa0c3e67c8029f96d9e0545eb","3577a5e197bc63b01e6f95f635318312","d636fd27cb200d74d5de6db812b5ed8a"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4amkk2v9grjk7', '\x8accc534bdafbe4e014b60a9cfab3c24c88c74e25a87c264c2c91e6ccbf442497a5ff73c546576361cae5ef337d39292e28e941b24492ddad4d487d97ee331b759b8a3140ca9dad4f841c08f04d0a6b1fe218ff59772dadb403f7be2ec', '22026-11-30T19:54:26.044463+00:00', '559458adaa10e28d9caecf17e5e0da72', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 2, NULL, '["bc59823455cb67a0d1a1a0377601840d","444d96c54217d06591b3ac010392714f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adgtyn1pcbzscv', '\xdba2412de5fb63e176a0fdd26a7b088a5434ff768fed12f602b97c1a24f1a0d1c76c50ee32adb09313723a55c3bbeb1d5b9234a9e7794573dc90ffd9d2ff2911b0f903e39541bb41b63087d3cbb1c857456d34e8755bbeaea353a5c05a57', '22026-11-30T19:54:26.044463+00:00', '251015d6eb0b0379027ca8488b3839f2', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 2, NULL, '["ff28b28c939c76abc33e0c1253a42efe","cd3e5791ec978222c0c903a3bc76100b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'afjt84wg2qt95q', '\x6ec22a3552e1f0185051888055abd001a26eed8620b1f58786025056b882ace7fe8a7f219c041d1ea93cdf91f60dd0197275a8748b578ccffff83a3baa07b371874b7a828cc9f6c2ab6616c2a75e381960e065d7cdda', '22026-11-30T19:54:26.044463+00:00', '19ee4470f7775344500110695f05ab14', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["fc07cfe3cfdf8c3041dffc6365281392","f24f920655a1b2b6b155d01c55d5c22e","cfa1ba8232efd75a49327c62d267d330"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aa2bf5yss8y0f3', '\x04f7ac98bd512973baba41e6e6d7a4b80fdf5044f272dd6df8422690ed47612f8e7d6956399dc2227ec8d40bf9b396fcb9ebcca74ab12b361c7fea560cc3ab8b9db3a056b08be774cb2d028a7db49b0a05', '22026-11-30T19:54:26.044463+00:00', '309837eef370a96eb254b1a5fa323490', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["e100756b381d769f2278200fd1c557fd","8bac2ed15b22b654fbb3074fa0b063ad","f1226839cc5690db0a7f395f4a115779"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1s2rqq7xz7myt', '\xd3c2f3daf9718d8ab319788cbbf1aa56e6c958085ed930795ec592faea534044b73aab7bcf1bb921e1f1a0d06b2199049dfa7492cfbad4b9275283a991f45d57b9899a26fb6eefe7172a82b11e66d51156d5b3d5b6b75cde1319f7dfe57af8eb1f0de69a359c5c0a535938a0b59212d01e901b1f4e504e5211314a4e35a471c46dd51e7d29336decda72ec23c56aa60131c7b62f2b5e146b12c07b7e615836b8ca78cbf71dec9961d6c7399bc3c52de3fc72e6552fe13b3b5dc0b1be49b0564e68f9d7d6407de596c94d577bcca406bbb26e4e4e7068602373f4f67ea5b8528544abca2557a9312df6', '22026-11-30T19:54:26.044463+00:00', '8fc66ccb7c347edf305c3e8a13aac648', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 6, NULL, '["e5e80011bf435272fff931e36578e032","fcd4c4875facc6a294692f52b071a223","7c10ee45d075db758c6e224e17616d60","4aa85a1dfe40919dbd7ecc166a0589eb","f8cc5595eac1d48e2e1010663a1b1f3d","fae9752733a6460803a42fb743c710f4","e3f0308ec644142f6e157f6586897557","eb14db00852717e13ddb4b55da75feb3","41e5d7ae8f63a5372acabdb9013a82e8"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aejnq10pfs3bsw', '\x7e380b0b6324381b106f2f3858056c60ea01bdef1862402fbe5c29ba3cc921d1da484902dd47d62e4358467a37a6e60d5eed1533a6c84cfe64ee28714ddc4c80fbc06ed84429f63b6b410adc7ae7fbc8912d9afdc403fb08ef00b6cb', '22026-11-30T19:54:26.044463+00:00', 'ca8ce0528ae6adb82213e2bef02695c4', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["5e0d3ee78f8b935a2a4c205cb772f0e4","8a1dc92fb8fa72ad09fcc77529f6e1bc","0d9a92679424e78e1ecbb263ee15e779","c7d1a32caae6e9a19aeb11055c2bf730"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a91fyvknd3w9ae', '\x06ec2ebea7cf251392c3f84f7bf202eec8132c050c4cc2466be5d24c8a9a18bdc979edd450e54a686248f455513c8c249597ea53561f61953ac086ca8e0844a5a9a282bfa3e1599452b4137738a1ae3dc37abc091988fb628b', '22026-11-30T19:54:26.044463+00:00', 'fedcaefb4cc9bb981e25a8321502e1c6', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["52b7f5f15151f0021ec009683a59f9f0","24c88d20d2ea51a7dbb0033ce61200fb","c7d1a32caae6e9a19aeb11055c2bf730"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9bwy10g78f5ns', '\x0cdf97a3c385795bc9df79263c84f4033c2172054f5cc3091a48b8bf9decf7dd4fbc11580c37c86babaffe1a7cbd5608b37666f2662be6e2c04a1ad442c88e2d', '22026-11-30T19:54:26.044463+00:00', '9a9cdc550ed79a15bdf6ecc9745f54e7', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["00a0d68bef1a00ff09a46a660f6bb26e"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5fsteg0hrxn5x', '\x576ef526ab644e9cdf2c7ef13f3ff3d77a397bf6f59c28783ca1123dfe29fd891c956197b1b1d947b945e37abfe0e73003921e2806956e8d00a2086a1beae89cd1c787823713cde7a801e3c3c0c95d20365250a95ac0f5021d6ae1', '22026-11-30T19:54:26.044463+00:00', '440074eb8f5ae441f8cf829153600bf9', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 2, NULL, '["8d8f311e084310dc3f725475a6556ab5","f8cc5595eac1d48e2e1010663a1b1f3d","290f9ec4b64c459553f6cab0eeb32b11","fae9752733a6460803a42fb743c710f4"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a85a85wxcphgxt', '\xb2f739e649841fc110ca7e7ff5036526413e784e39201c7e8a830637cac25962ecd4ee252e6f222ebb40c5d91f51832d538794044f3c9dea0fa3d2617d1c201dd8c21164915c39d210468096b8073d7b418aa20cc3fbabb457677b30dd7af857378ccba075ea137f6f19437efa5f129d61865bb90738f9f9bc453920c5', '22026-11-30T19:54:26.044463+00:00', '864fd920efc0d55fb6ccf5bc539aa7ee', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["c5bfa7c5cb78be3e57ea4175eb9ae1c2"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7efxgwrewb3r8', '\x1e1111eaae4999cc67df72c054c1babd26326b7532f5c77cad6762bb734d8b9b571febcc0c78ea9075cb23628afe92d2e77c8f08dc106dec51cc433008ff207ddd9ccd3b070fd600b060e81bdab90a5df05dc7dfbfb6842ac54dacfce07d3f669b4ea9560ae8ecea524cdd3c0d0c1416dc7ac606e0975163cff8f8ad5aa2c34273e1676043366644f5f9cedf6d2dfeb03fce', '22026-11-30T19:54:26.044463+00:00', '2382993d9afbc5f06b30978ac26d1227', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["a99785a590b49f0d8c41147b53710add","91d1e1185cb340e989820e5547ab1e8b","28a5e5720b859ae2c8f092dd7abe3385"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a24p9bdhxry0yw', '\xb70a271a26072e3e8ca188bc09c5b79be7beaa47c4f6fcb9a7366753d9df1fc4025b4f4537133a85a2e7434417ad1da5b0e3e480eb726df53b81ffc126e6684a49602620c23a43638989b281006c55a5bf0685095934d184247b3eb02ea8672c713db7554b0e7974d06ced1c1037d0ae66672a20d7886500a0cc8463f8a0b279a7bfe343e937c160ce7c6fdbf0', '22026-11-30T19:54:26.044463+00:00', '27e25e5c4152e1952f70c9cbbf305670', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["168236b80c93d68a39568f2f59a01907","d9e08576f54eb1a306aee582624346b1","d6c099d18556699a9cdec237bfcd769c","04e39dad9f9909078ba2c86cbd970952","5d68cf70c693da691fc2d2ff623e9355"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'abna9yenwn9fga', '\x89ee41955bd3b59921700057e0295aa295a46f3420d56f4fcac980fb99ff72f2308df6efa77ed065aad31eb729fd31b133142ecae646ada5d0455b09f71c94152eda447160cbdef3e92c2ae519d012bdca0512d8a7e18b07dcc46b3b7e37cd516eda096608d5f63eeaed117885eb94cac351aaa3f9b37b548deaee85b9677275256345719f5e6ddd', '22026-11-30T19:54:26.044463+00:00', '4872a77d909037c77c31e4945f3e19da', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["5e0d3ee78f8b935a2a4c205cb772f0e4","8a1dc92fb8fa72ad09fcc77529f6e1bc"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a19xy173gxf532', '\x1858caa7dcfd23b0df30ef55abc9920f7d451b1243239ae2c1acff31f08c364d39596422511fab4f586d295176c72c044c63abb3d9c24e2ccc45f084bfb166299c46a7f879060b4f4706f8c36f128bed8391a20b97cf1ef96aa9f0970b078ce90808f833769afa95c1413d261027ae0fd94d0c9a5f4a22b2fe32c30a8bb15d36c93800ba02d238216e136864aad08eb70f34cc50116c324b3f9b78e83bfcb25c47d34cfb18f4d1f1380d563f4b86d63074f6dfc29b84a4c39577e7791d1a544557', '22026-11-30T19:54:26.044463+00:00', 'f8c15bc768f53799a7643b22aeedd887', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["1bb462818d1a555efa714f052992f836","0b707ccee7b96d59507324517f632430","57ece5cf1763f91b1819bc2eb8a1b10b","050a4ec84dc67f3abba6304bacfe40f7","37e129e70a7ef83718b5f1adfd7e3c35","59705962d90be5c565439d52563938bd"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5a75s27ct3jzx', '\x332884cb608408470976a3505bdd20d9a9c321c9a951872d6e3e324aa8790f488b7fe22c0e6e1d5c151e6325e3bb26c811ad8c8cbc05b770f2226a863d662378952b17b7cd8f5d518fb807b290e5f4', '22026-11-30T19:54:26.044463+00:00', 'e29f197a17c5cbbb13fc2143939efda0', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["5e0d3ee78f8b935a2a4c205cb772f0e4","8a1dc92fb8fa72ad09fcc77529f6e1bc"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'afeewsc0brmzd9', '\xf0f3cdc6f1c28988f43e0ba03ccc31351f1a8cd63c9482efb2ebc43e06a99a05b67bd94d7bb8d0a81c90194e9fb2b8d7fbc4561a645b65b89976066107550a32738c3084ee5d63b33f4be16ba4017ab970a3bfe85d754a0a39c3ffffe8f725', '22026-11-30T19:54:26.044463+00:00', 'f21efe2be7acea630936baa3988df8a9', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["e5e80011bf435272fff931e36578e032","fcd4c4875facc6a294692f52b071a223","7c10ee45d075db758c6e224e17616d60","6371cd54ad6ea65c647ff7d994a9092a","f8cc5595eac1d48e2e1010663a1b1f3d","fae9752733a6460803a42fb743c710f4","e3f0308ec644142f6e157f6586897557","eb14db00852717e13ddb4b55da75feb3","41e5d7ae8f63a5372acabdb9013a82e8"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4mn1s3qjb1hkk', '\x8bbf4574f720f9e1eca6c7dbaf3ee4581eff5e0a7cb9093fd520ffb825f20aca4487dd7ee329893ec933565d9d994db81e108c4db74eaf94ab676db7a1ee55ecba27415c0260378514d43fc2033374e6953dd6e0bd9dadd1bb05cc29587855e8b61d7509acac5a7fa170f3967d855ef061577f4434160e2f5712274c9abca5993c1283b68b', '22026-11-30T19:54:26.044463+00:00', '2a8a92ed8a15cda6fe9fad8bbb56dfb7', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["8d8f311e084310dc3f725475a6556ab5","f8cc5595eac1d48e2e1010663a1b1f3d","290f9ec4b64c459553f6cab0eeb32b11","fae9752733a6460803a42fb743c710f4"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a69fx1xq24v037', '\x46c34f663005ac64f29f34130010c334aa3d820d84580f82e6328340f8fd8524d67b25a782314db882a9df2e25cbd5caf6207939e7b447c40cb56001d21e3d23ed63592e4c8ec8bea6', '22026-11-30T19:54:26.044463+00:00', '4a7e8974eaed91eeacaa990ecf5e0d0a', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["edda96c92c184bb7c4a5cc38d79504eb","f25624c2e085f7b65ffa33f0729b9ff6"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a14v0xbwqj7k88', '\x94ef7f44685c0b8f245f1a752b160525b790dc33da0429fa7ca93f292343c6b4260802a31f87857c22e8f8bc0f2aa8982d59fa21230ac9a6a299b9d1cc2f97bb58d7a884758e73cc51fb2ac6179e5d4f01bf8b4c66bcf545c8275037f3bcf3bd167965917edef6492468048686a3ab33fbf777866fba18a5c93d5d2fd9f39992e74e50b1a908e8d22cfa013bcb28fa', '22026-11-30T19:54:26.044463+00:00', '92249affa48a937c916710b8a7bbbcb2', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["09bb0eda7456787a82d4f49d81851cf6","7834f9ac2473f2b099ff6c360b22b559"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aaktvxph894q3j', '\x3ffbb8cae3c14428de4650bf2e41ba6aa1ae0f1479003140fab866e92894d7842c969876e78df8a220104b74e3bc0271ba780083a7290ae4c3603396333facb3b82d4d809fcce55fb8e010b9395882ff32b05f6f9215e28fb7d4624c136664225fb721fe74249dd055f182767c9ce57375bfa480d6f0ed79d45f35a0c28dc78eb40efdb9e662b3f0170c91ec3f226013ad376888ebd5ef2dc0c1565dcce72ff980e4cce44f445155', '22026-11-30T19:54:26.044463+00:00', '788e092306ed47ccc418000ba79c8da1', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["535cbd647a0deae66234558330bcc34b","a15eed974cda3d8beae0db1420171dbc","38bb7dca92467d82824f8d956d9792ee"]', NULL, NULL);
INSERT INTO public.records VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2s7y0bb8hfqwt', '\x2f31a66c4c85d8996f9f952930b0c4fc7c7961a78449386b5bec2b1586e7c576838c343318fd61e9a2b973abaeaea31f644b317162eb5fd5dc4e42c6fd0d6d23127b28dcf96e68de5e77c9e54f7737c59d4581d79331ad56f4b4ac9bdf4c3268f369dd4dadd9e2ea235fa57682bf34caeffdb24ab9c66b67ee79f10fb096fa0e8ff26767d3', '22026-11-30T19:54:26.044463+00:00', '73c41233a4b68c7676bcf3d88db57e5b', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 3, NULL, '["5e0d3ee78f8b935a2a4c205cb772f0e4","8a1dc92fb8fa72ad09fcc77529f6e1bc","0d9a92679424e78e1ecbb263ee15e779","c7d1a32caae6e9a19aeb11055c2bf730"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8wkmnvk7mf1ad', '\x1349286a4cdf09685f48c652535328cc6c79a502ed64e47c37fce58ffe8f8ba28a89bb48552f00f86974dbe0d05571c7010053055f6530b0533e33e85934536a62bd7662b43f8978aa108129ca708a327d7a420180805673', '22026-11-30T19:54:26.044463+00:00', '5e6108889e07e926f3db0690adf7e8c5', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 1, NULL, '["0346d9b2f4e98689bea99569bee7fa61","8362ada3840324450e849e4d0965c088","7def03cf06c526d434540af25b9a847d","c7d1a32caae6e9a19aeb11055c2bf730"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7kqy6agz1qpp1', '\xaafd84eabb0d31836a35115b8244d3cf9f6ad8a1721fa31c4f81e94c8911a2d807b4cf6bff05172fdeaab966d4edc395b8f7cfe45f2a655608fc9058d9daf8166fc6ad76fb788e799be8c68de1117bcf7757410221e18d48464d76a22e19ee3aefe7937c13279a543365248fd2e0bd699b3ec317917d18046dbfe435e7a6dd012a50ef38', '22026-11-30T19:54:26.044463+00:00', '589081d27b50f942642ff09b9f56a81c', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["1b71445d20a24f930a0d898d71df599e","0bebfaa066efc3e9a5927b110bc2ef3b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7j4ag7nms4sra', '\x6bb153fc649f690869cadff0ad6e5254f8c518932b70aa6911708606fa422e267b95e9e165b1793fb7b8727e4353cfcffedb5ea7c97a6214ef04894bc34814e01fc8ad5a4bc0599fc7ea551d05c170a53f72e3120c372272dfdba1ba99276918b44b2593d5527de09436b41a3e7158358cae74ddbbba9f499db703c7cd8ec80649b08a0aa5808089cfffeb35e837ca33ced654559c1608157e80cd198e0eff48c54b25aee6', '22026-11-30T19:54:26.044463+00:00', '8c1b70ec902634b2de2ce12b44fb3799', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["b241b932cacc85ae950d85ea9dae5a52","b94e20cd6b6a2a176f394632d721811d","2eaf870429611199dd0a94520e95ad11"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6rq04vzjgqt9b', '\x0838c12d1354a8d9c4f0ffcf67fe6d5163b0b6892c67dd7ba6f833936a4e29005a77146e959974146fa49c5afb7033469d169ddcd0025347343088c10f854f6430ffef8579fda6dd8eb08acf18671e4e190e85b22f0a2f92600b726347cdb0b4e4a0daf8bc5029ae65deef5cc6d95085aba6aacea323f471faaf69fcc2b761da181a258be384067f1fbccc8f970188b853e5b6b3983a6fd7a3a016953dd42d664ce8f548295fd709635afb6823ed003246', '22026-11-30T19:54:26.044463+00:00', '6855fa9e671009cad60f90859a80665e', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["e5e80011bf435272fff931e36578e032","fcd4c4875facc6a294692f52b071a223","7c10ee45d075db758c6e224e17616d60","6371cd54ad6ea65c647ff7d994a9092a"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a12pqw2q2sxbv3', '\x5b000323df419619925ac847a301427aa12f07e17dc5fe53c4e7bf268951187eb03e48f99fa898926fb4879f5ad7c07d2320daab6465b327ab4728bb41383a5373554c6a1cf30f60ec28d5333ae91d066ba725b1fb9a438b61ac95bc5d7ab5da109e90b35f1748be6ad7910b11c9a396c2af656ace6ce47580754f745a4ab288187e19139478e02a2e3b58856bdfec913205a9e5225b1e2422500148a827ae45e76ef49abcc9419702a149b0c0374e3fe0f6e9ff592e45393cf1f14592e1', '22026-11-30T19:54:26.044463+00:00', 'b8b657c9e9ecf0179f2d38bbf83a7da3', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 5, NULL, '["900a45c7c2fe453b9feb19f0fed7e869","9db8fdb98c7e735c57dcbd6ae21cd748","acc51700b7884b550314ed7f3d55fea0","d9f024989431e484db82cfb27f237068"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a0dq6rsk576eny', '\xc9bbd30ae765f6a650830190aeda36469d953321fee20f5bdfad5d7ff870ca693b057ca1bdc8ea7e897ab46acb16b1f5aa045805b776630db508a74768b159171d481ba91c0c9f30a76f3810d8960453380d78f66f8877e30ceea2d1ce3a7e0b89744f33d4eaeefb6bff84d3b17679c7', '22026-11-30T19:54:26.044463+00:00', '090ca51e19946141d6c79ba42e3015e7', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 2, NULL, '["52b7f5f15151f0021ec009683a59f9f0","24c88d20d2ea51a7dbb0033ce61200fb","ad90812ba7f7f2f9c8a7a2e910a4604f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a342g4dfqzwf30', '\xf9fc4d8b0fc1a101493376cfdef635af2524bd16791868889449f14a15488ea97ccbb6e83c2764e0def81ddcd369f2e711a2420d53e0cbd5eaac34575b1a116dc8753745391fce13071333b2cc1f7ffaf11bb4920c38cf12539b425c0433cb8115e8ef9f6d8772a4dbca5fbf2c1df5a81bf36947d11c5d4fb0eb8d5de9cf378b371d349ed6cd9c40f42126d5dd3abb4d26ba07b578f97f22b09f1742a07fdf10d619611f3a19524499c823', '22026-11-30T19:54:26.044463+00:00', 'd84eee8cfac830a2f9a7f720af662fd3', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["1bb462818d1a555efa714f052992f836","0b707ccee7b96d59507324517f632430","57ece5cf1763f91b1819bc2eb8a1b10b","050a4ec84dc67f3abba6304bacfe40f7","37e129e70a7ef83718b5f1adfd7e3c35","59705962d90be5c565439d52563938bd"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9pe6mq4brg5n8', '\xe4e0b2ca19936a2b46fe99a4e14adcb53412e0a92bd1603f5ae869a85943c75ea65543fd35f58a3381c498f6a2d1d71c292b8dd7b6df9877330242ac63af0af00457be4f35babc5aa04c11630d3a3926ed8fea33fe128bd6b87fb5577fd8a02fd37c659b926dcb229a1bcb8996442a50f1bdb856d6c2bad5673603cd010db0029563f1ec4fd7d4df7c76a66426900d03ffb0d72f379808', '22026-11-30T19:54:26.044463+00:00', 'dabed4ba2f2e4404fabc2f806fb3ed55', NULL, '2026-11-30 19:54:26.044463+00', NULL, NULL, NULL, NULL, 4, NULL, '["0346d9b2f4e98689bea99569bee7fa61","8362ada3840324450e849e4d0965c088","7def03cf06c526d434540af25b9a847d","c7d1a32caae6e9a19aeb11055c2bf730"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p44tp0a785t1a1', '\x494e2bc21e9ce47515e1c0b75277f44fb0cca893632b9a1e570dd5ebf7cd6906fe42a6cc92083e37c8d7c3367482131bb72c39f4c09f11a1938ad1db2a4b3aa12d84829a36ba663eeb0011b0b83806f6fd13f346046a808565bf299afb4f72dc7daf8f5692cebe8ca4372070a09b174748594237c6a1b0ead7b92aebebac41507c64738f40af05ddcb70e97e6f780aa07b8fdd41cf9554bf4711dddbb6c674f277b313fd6dbaa019d8beb9de2990b1eac6d10bcab8af619cfab8c5449da819c53c99dd3a3df0eef67281c68dca58c04f07aa8f38f851afe349c7da3164dede65a1a1ca25f7ce38a57aa4581444677a4159d2bb9011f2d5ee3c37f5b0d01b74e83a03bd2958b176a417f13e29344a77daa968555a185ff6d39058e5a92ff61e1fe4ec509359dd667928dd3a56ac829e2575', '22026-11-30T19:54:28.124546+00:00', 'b9edd66a7b10e0b1926589f361ad0f9b', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a2r1tacvce4hkz', NULL, NULL, 8, NULL, '["e3116042413a286118ce6d7a78e3d206","3805ac7f4f33c5c08eefd774128b5173","6fdc956bc300a41b788574136bf34bfb","7aee1b04aff7e6f889f5cdbd23fc11c5"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p08xxg2h111r5c', '\x20b5138ffd3bcfa10b086f746409a5cd55c46ad6c2593c47c87a9db0b92ab13358d4e02c5a9a10d58f53ab12e4ca9e01ab2c38dd1bbb46ab81b0cb7e7b1f6ca56c870c35d6f8fb90ff413517057f1d6153a779e9a7b02d54ab056befce0668c86e4f02340e7af3af575d952f9a8a3f28c200381363741f405aff36f371a0a8947329da689b1506dfdd21560cbf2e6bdf39d0c17fabaf22f314e05efd06cfce839e862e29427ec5d971572d21d0502d878b846ee02628bb0d16', '22026-11-30T19:54:28.124546+00:00', '76c6a267a8b63b2c2c9686073c590550', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 5, NULL, '["c182440bddca02dce5caa005d64fbfbe","e35e039996afe7100bac5e6ea03a6bb1"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcqtkzg7f7mwwe', '\xfc043a7db12071486d109e2844e6461108f68d4ab46abd3eef8ced8117f26da756190c4d60383f02c48725cc6fdf7015c173443f6243b04652db293648a6f18935d082910533b38dbcb2d0d87ac358af424c8add79477ac2682415e150cd6c523d20245dee3faa170dbad1b4f31e64f761f4d5a6c9caf73b8928a6d79af10c1377d6c608e0fcc9e3da2ff0d3ea5b5eda3fb41eae42b71f6fcbb16e86ce4a671c433e1576fb9f3fc88d38fa4730121dbd4bb09d1596890424021a9065b8629763173946974f8470f07f53287fd9268581885dd79fb4ac9fc351849dbe78a548bb6fa48191786c730fec827df4ba627fc09613db68', '22026-11-30T19:54:28.124546+00:00', 'fd9d9a63d580fc7dad89aeb655818beb', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 8, NULL, '["6b4b0a6aac3e76c6653575886018babd","b02f2680283b829a38d3c9ef32768569","4a4ea11fea107b80171db226686e7987"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p194g697bbzvsz', '\xaf8c16cbfe4b1b7bdfba6bd231284dd4015031e9f1d18c3e6d89ec6d4006f7ed8e80a244d02d3e63636d7025d5945b8c195adc22d86e0782b855af6eb3b5bb8ca60074f969d362efaa1a729fb2b9d1d72aeec6994659453bcefc197e066c86df46a0fc4f531b032c57b2e5ffd8256379e2aef809ff38d8dba4ef5233aecbb0c4f53157442c030079d3fde61b2839b8fba67eb15eade9ba7502064b4d98040266e68bbdaaf3824bc4fff07aab7090c89fd4f47be60282858c766e0697864d90a3e2f5d670d4142e4f94f6d49eb34c685407862339', '22026-11-30T19:54:28.124546+00:00', 'd1576db9fc6e076997ca44683602b75f', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 8, NULL, '["8ba084a046b0d7ea907c4a07208148a7","89bb37140347db8715b896b28e0bf335","acb33f39ffc4398a4ad29b5c406f0032"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p28eavkvmf85xc', '\x22d46858dff3b1b24b6d13ec7f6a652ea2c3b9994a403be069f2ff0c7aa3061d69128bfc53b2dfc3eaa4a48d26a6fd92cf518bda5e7f590694849ef41ddf354a4d87ebd25e124759a2b916d746f50457a7cac3d4315c81b24de2a8a3449a916a1e720786f14550ececf9bceece513df594f625db62b53df122cd05ae831b084ed3f65097d3da7fdc288a5bd62339e7924597ce198078215e4111a3ac9d3f', '22026-11-30T19:54:28.124546+00:00', '855a73968b797650ef4328b12769308e', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 5, NULL, '["a3bccb883d47feb66687159d4bcb3e2f","102acb877d8fcc7952603952422b72d0"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa0mw04npga87x', '\x6b36dc138837b8de43ce573c8d0ce2a317a140a985b15e758455103e43e41c27428a4bc158ddae49338fa1d9a621a0a57782a44f5738579392a5151696a879624c1895438c20c72a3666852e32c2080f768f28a2280982264fc97cff8d4aed6b82d2184f4a8f3024fb88dd307d447fd2369fcbe2a14581febaa5321c5f49043b7e4628c76ef1d4b01f84c6bd8ed84b39ffff8a95ef812e42ce97f74d38d4fee0af671d9a5cdd3304ed1423089ac8f9ab4a9edfbb4c49a109aec88474872db0e126b3e13d91ab575b2c4cf0d27f3fe4a1d6dafbe4bcc226e63be7452b8317a2e9bae57b5139fcb97d240ac70ab966566cee80ad1404f1605749e244bb95aa214542618836efb81de44c66c4d2775ec27dd21565c7a53e1eb70c6ef4d2c14489af970db24a49d577345279e7607329cbb0d1c4a8b3af553cd4a0755cd5722a6828dcfc8c8ee6d5d3040ca286d3d77955026a7eb099e716f34fba9d3c24af02118e996bbe83', '22026-11-30T19:54:28.124546+00:00', '024d0b75323318e99491360c455a4fd6', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a7j4ag7nms4sra', NULL, NULL, 9, NULL, '["8d5432148899b4922ce5ea85cae82d9b","c75d426c7470beb68c946981f141176d"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p0a6anydv7p0s6', '\xcd8c3a055503c5907396161de4cc312c119e86ae48031e225fb02d9868ffb331691352bacf4c6d4bfeae066a5e6c81ee9c55b7c153898b17a7abeab9e141cb5a77d8d1df9498024b1a3f30c067a12915eb6046661b96bccfcb117440b9a4eaa7048c9318f2c13f2b27a5cf9618b7d57d14c4c87cb5ad5c81527bce19d95a64ab7b6a91e51526d53210d00216c0ccf32a4086f791adbe77666de47893945677c7de351e4ef2d6250fd80747f64f1cc80a07885df749792252d9da385ef3fc39af7faef2e81e36f3050e4802df704b51', '22026-11-30T19:54:28.124546+00:00', '8b12dac1ab8ad46f82a35ad2e2dbe846', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["168236b80c93d68a39568f2f59a01907","0a0a740654f13bf4da272c81e82cc3eb"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p45q62yd6kx870', '\xc6886d4d7329930cddf1e0eab67057634f77f00445bdb78bb4054ccb057004d5de15d5cb28edc012208adf96f83b12fd7d33f53cf7e68b1d283169f422239a390ee27e3a3cd59db1ce17fedcd0614df3b4dde4c89314dee5b4dde9e0bb3c16036f3ebfe81812a061cf2223500bd594cf5ead60088b91722386ef2c1a9d11590d87062e7f40bbbffd07ab33ac7cdc43746857f73a4a6cb4d20b33f3a0ea71ba2ef3ad82eff4842c850519d67c44697230781220c8f1aa40b0cda79b92ce02', '22026-11-30T19:54:28.124546+00:00', 'f4e396b4505357dc26f22f48d5b2936e', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a4mn1s3qjb1hkk', NULL, NULL, 5, NULL, '["8092a4875f740d8d2809f50a3c4cfaee"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p46h0vs0ht1ade', '\xa8af932ad13139f9d50248381f55c3fa053320ac0bb8bd25f374e7077146a9b47df1e323d69f9f7879605442136b6eea768594a09fd60aa6cd6d62cc49c10aab059dedf7bf468154719864af0e6ece698226c6afbfcd9e2ec329632162e40b3d56ac6b664fe1e62e1f62d5f5da8de0efb11d1c6ff80ae19b414d043c207c86fcd68d70a8fd60bb8bfe05684237b109bcf222cef18eed76e62c16f515f90b000a23bfb1f2dcff21d5657b8ee5cdf1543ded677a475026c97c989a16a138f02ec35037a4c8b9a5b3c7ccd1ee97719e732a735f6ce5c6927d309c6b76cb9d3237f2', '22026-11-30T19:54:28.124546+00:00', '77d0b5b55de1d58d1edb6c7fc55e3d9b', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["6d63877a9765dbe345e1e67891fede00","613caff58a36eb8153bc39d61b51826b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'peexj3natbqa6p', '\xd609ae5ddddecdfb8c29b5b32114818b3595b40fac5983c0871a3398c3a73ff7dcda2ad17e2a9533e435349634ca4b0cd7a2f4c051def6cc5aad39e512958f1adf384a2b5d18f74f4788a047b67f1747277a25d50f4f88a1a83f778f3f39a0789eb99e4301f13233d1955944e9100f23438f30fec287b62f4e7b46a33d2eb3881b1863bc7f97ec629b0d0614bdda7b0584a7c267c3cd6f7575af22381da843fd25870be8ab2fa04da75950946eee01720b10e0d398f44101b0442777a91ea7b7497d3599fefdb61743dd43f13e5d43d03e70264a330df9667603e912a2619238d79f86a7b7692c532bff05ce4f57', '22026-11-30T19:54:28.124546+00:00', '7199efa5bf710d7a34e7bd3bfacd0403', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["48247be318cffbde04af88b7ab509b0c","2d5ec7d3298198d5021bdaea983a87b6","7b27a403ac72b5984ade257d910626f6"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcc1hjy54mjjek', '\x626b629a50714348e90ee9a5fd4bea4558d62f98374d3217676cbc2d3e3c1a249d9f0a0549eb21d358f2a0036e8dece0435c08ae80812207ab8a0a1979eb11b85a499bbabede33f7c8d6aa0a604448607f9a6205645a06e57322d1716d719d977dff6bf3114cbd2aa3280c41c6343286fce929b223003a11faaade03dfe904ed1d58b3d228cb76d363ee0d815f8df19dc731266b9b7743805983c56da7c3a188bbb4ba6b481768d222a31ad7f9408fbac4d03b7ff938809de1', '22026-11-30T19:54:28.124546+00:00', '7e0b5b9175e82ed46fdbfc6b625f7281', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 6, NULL, '["4e59c5e6f92ebd988dd0b0d4c54ad2a9","cb4e90bca386d62b08bd8268d06d318a"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa4pdydakczypq', '\x557cb7ba1551cd28af72b351017cccaffd3662dfe02e6c930475a6f3711a36eb756e3f5abc912ecfb8249c45435ce772c462fd7f4e2032a0abf9adc629b0812f513b037b286e532dfafac45ce5cfe068773e9f10dee1c5775c3ca8f571b6830ddd3e7244c35098eb5f78dfb1f69cd414ef9efe7bc90125b75ca39932791cd1cc1afc6072aa29b91358361f48d5496b5c8961e453934a303e3cb80640996769204f5b0ed885905431df93580efb93338eca3e43112e4692d62058a0b27a17eabd75bff8e73ec78b71320abd2a7fc8c574deb68a340e75e1', '22026-11-30T19:54:28.124546+00:00', '283475b06d4cc80d87bbeefd30449860', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 6, NULL, '["37b951779762c8534ce1cb4dcf89da15","bd18adecb156a77f7452a89c27347874","63b08fda10383a196b72a3fd02277455"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5nkh2sjkr7pvx', '\x1e882ae9e9b3e71def6e52354f5cc82a1b77ad359f4bb2acb0428e17e51567fe6f18b103885b17d97b1bb9b9262ca47cae6544fc733131c000be8d9f21a071046a170a3b82a9bcea1550c49b974186689ec9eecd91ebb37c7b817bc8a18befa168f50fcb5a839d1685fb834525169cb2005bb236bdc0135a72d61a59ef13dd2b711252b83ed9b8402718d8b1ccf0dfb04023eb150c0e1a60eca9b32e4625faefad5d16f679c6c382e6384c84', '22026-11-30T19:54:28.124546+00:00', '5b0fed3746393782b7f357cf8ddce7bc', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 5, NULL, '["12b595e9b360498da67adebb368e7b34"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9jcqmn1tn0xmw', '\xdab5531105e35a8487bed899f87fb688d09d89dd03e7a168500f39aa56b55942ab1867f473826a58c15f03df50b93d2c71a6cd0d951f36f39367b72dfe1d79e5ff28e2e5744e375484778557ddf09ac0927c3956bd68871a9d15c488350b777f315a110f77dc057e9b3fac71032b9765306657d1210c458a648d20c8627de333a151679c954eb631a9b1743a682573fadc7961f9d12b2b06fb1705489e04790cce2b608de25e56ca195abcc5b615467bd5beb8ef0000ac102cd1ddc4129e7fcf9fd2aa1e5777e037b439e51d5c31a72268b39b369a8fec5a9abc2fc6f0c787ebc846579be5aaff97', '22026-11-30T19:54:28.124546+00:00', 'a4c80472e605b9a2f1475c2f076ee1a9', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'aa2bf5yss8y0f3', NULL, NULL, 7, NULL, '["9e3754e9a71522927e15ef28cf3666fa","89bb37140347db8715b896b28e0bf335","5482293fc4f235a71a2dd739768e2432","de22abe5dc76b09cddce4cce7a4f072f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pc838pgj9w71j5', '\x705a0516b6b3e30aed50ff8e1f15eaf23eb51caa904eb9133c0c7fe440f2d8cf8f9c8fc1ca18b4e56221c8440e77b1cf2c63d7a1ff579252ba8e19c78b25bb706b832dcf3043155f7e97822b545c10920ae343365f195a2a29afb876de0b3ce483de74b93b8a40416efba65374fdf6690c65f062af672fc493ce2ba736ab705e03f6e2e9e6b7e72e7b3d2d5463434c354961a7fa50e1504a6ba886de06500615588994f40387d7ac8d04f062882d8163d555036f8296b0bd3e710ed15c0df821a4ad699ddb467a401dae1ef8f1ea7a619c25875b41c0aae264597dbd65ec51460bfb94b39d7df94353d1700b1a1254', '22026-11-30T19:54:28.124546+00:00', '69e8bce58e60a57f5cc001e46f2e3add', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'aa2bf5yss8y0f3', NULL, NULL, 7, NULL, '["3f30dd1f7b128974313b36a72bdffcd7","544c41e0ca3a94b38406fd7714aa0b44"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbh25d8k3882wb', '\x66e2ad7b420d93fbdbd438b8a6683b39b7ea13eef7d115a48fc3bc2f033ccc24af0078be08e07eeb7d4040f460843cd377645351e4b4cb82f0025ac84f7069c0660aef945bbc725dc4a96bf2357dd4e03caf394eabab11edc7e0c2da5056bb561c9005f2aea939b17cf24474db1145a4009989be8470e1377d5e3b9cf2aa07406cb924c6b5d0bfaba245b706c85040e9a12023a85acbf2f73d07cf8e82255df51b9493e4640f166ce38e882edf0b316e3a5a7b5b3de59862ce3ed0efcc12cc3283ee65aa1c7b1901', '22026-11-30T19:54:28.124546+00:00', '231dfde36b9b5bf1a0031f77df4afae5', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'acwvsn8d5cjr9j', NULL, NULL, 6, NULL, '["3e696f181a70aad1b85ad500e24fe6da","052669f686ecbd1d2f31199d4addb4d5"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2c5x5vjzf2pmb', '\x544cdbd78cee5dc0ce5ba73ab71738704c3461450196b70ce9a0c5569b18d543b2603e261c655eb70790f26f316bda5ab9af8272f26bb02cd36494ffd3b00f0f9679d6a57c8d7542946c60e5946e9f9f45d83aff0a972677a7136f1ad84a75432523f59d0c44c37be2f549dc75ccdc25ae012acdfb53c02d16217a2a078319f85ff380189553507143c8ce48046a78c6f1a338c0cd55bb20846193e99c7c36e0c08fbc5b03e2cbf20cbad0f433fdc761d4723c68a0024f49907bbb3ca499fa299ea9428e6c7c1464c7dfe83b2d587c78fdf7b5f4a2dfbbe2ad1ce20b277e3379', '22026-11-30T19:54:28.124546+00:00', '694f264af470676439b4ec65c3fa430f', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a12pqw2q2sxbv3', NULL, NULL, 5, NULL, '["803abf3edd60f26120c765e351666a1a","f0cfa4dcd36820b9a3a051cc5ebc0df3","315e804b1da2235c827fb43e868e45aa"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p07fyzwr8yzsz5', '\x0b8a2d2d3de096f02fd64c2edd74138c423ac48cbf3d1924918ebbc05ec07766fc11b28dccf4cb5e7625658937add09bbb187032ed5b7e068dd4c8028a73b1a8fb56afd6bb5cbc9ae211d79db47646269bea9769f8cfe8a0ea0eb1e0b9af78c64be6881a344e18579014eccfd3d1db0666a8186e177209788315ba209a4f13ac1ee4c2b8f4f45d167d25d62a17ea700079f28dcfd26edf59da9a6dc34696ab80bc91390ecbc876d871e609ad287531d62cf26ecdd93407d1bf07e354d4832c8019876dab780c76d718f025892fbcde1327b8918474cf6deb6af26f81bdcf66468a948892f3cd89a9014dd19bdc87330ccd11cb4de8e2', '22026-11-30T19:54:28.124546+00:00', '18b75d8f9ac54e8f0be1bf5f56126164', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'aetzq1eh7ge0dz', NULL, NULL, 7, NULL, '["a7762439a92e15abd61be664ca29f1a5","cb114b16261338af1c136c8d3e633d49"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p85d10zmenexah', '\x273f54d6017d3a4654069489df178a9086623fafe93e855286e8c12027818131667cd786ae8615af127542cdf0c4267e140b43ce568f6a93ff72d8abadfd7d2dde441f74124c2181060deb9fa26c98ce9cb6694a499f188a022a90f5f96d61e7127dd1ccff6df1c5d2d1d7171d70f58507a8bea66a8a552e0ae9af85a5a493d7785c27befb52661658ec3302e75eefe24f3a83b97a62c80f9ffceb9b4d91d166dd6af611c4c705113bbc0f93e8e7fe8ef2e14b7d2ade663dec1039b7749339f3e283e79a7a1be5b84877a3ddbaaaea581601b16279ce43ac2669b75046d6fb2131b03c8ac1268a2f23be68f21c89325d4930', '22026-11-30T19:54:28.124546+00:00', '7087c5a998f73b8b37eddb1fe0edbaef', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a7bajgwfx9cpaa', NULL, NULL, 6, NULL, '["a3bccb883d47feb66687159d4bcb3e2f","102acb877d8fcc7952603952422b72d0","73b8f096658e03c8f8aaca0549490849"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p37s4w740rfjsf', '\xc5263764ffc44bc41584560cebb80d0153487e063013ad2cd300c36d1f451ba09d5044fbd5ae2a09dd0390cb9fd23e940558f108dc65e5c3ae5c0667bed442a8aef5034c44532ceaa8b86e38a87d1461089076679db1940523dd2352f26bb51ce84352192cb963cba0b8367da0e0fe615805f1088fc4512e7bb69735b78cb5d844000fad236f9e21ac1c2bfd73d308cbe13fc6223f735e227e2b9ac9329fd79a55350c7a815945f711a6173602eacf15fca112ac9dc13cb135246afe7c73df88d12a66ba2de8256aa61f04682e1e106a735999513b', '22026-11-30T19:54:28.124546+00:00', '58a5e4f4b3563994131d84d20b1138f0', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["a3bccb883d47feb66687159d4bcb3e2f","102acb877d8fcc7952603952422b72d0","199c67dc11bf71e0adea2b65ce07a2cc"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5j4nc55dytyck', '\xcf678ca2f4d4c98b584aa8563a252f498e5ee0ec673fe009e78c29756b47cdb04b8c2747deb2edbc6d20f5213f9da5238a66bf42b1d20e8471ea048460d6f39beab17ae81ee6181cc4ca0a9daa4c542217cf0c2c200b9c1a4da835433090ed136559d80c3c2ffe0c22e748bcfdf40e63752eaed3a0405f4584cb7495f253843d7dee19c08f83fdfaf325224dfb01216447b8f9567913bc6eb3e72432ad557af394c065724458038626d209af6cb3a2fd8098d618861efeea1af656ed01c808197f99ce36627972a6e5803dee42c981fa4708933791d2a0be02ac7876753fe6566a53ae1e39f3', '22026-11-30T19:54:28.124546+00:00', 'b419826e151a6f59145d40d37f0acf0f', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["b9c0678a03c7d242c1ef8e6792763373","f06e7025759f76bf59837644eee4a120","705dab792ef934b616c49c1d7362a3f9"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p498yg64eh86as', '\xf26ea41bd665055cf6d1ad32a5bc3a9c650ee342b08a6c13338f9ad996b8fef7dbbcf5fa2cc66751e86de78102d3a1e454862de1b0c0082c9069e8e8a377d425ed37ff3668e6db231b9f0dbf5a02244ad219e535d4ed2333c38bc677bf2f272e157f322d6b35b8d4a006a56d950210d815922325fc063555d3f210163ec61198acc8c11bcefd5138487924109faa9cb621eb26340f32fbc5416cbbe31aca67b981d190aa2b25fbb53134757a564d168ffde2a50c31a3e50920ca2d7148b0bd50f1408103cddc8f6fdc600ff0ffc0e3f00dadfe951487588342dd97fd9186ebfe68', '22026-11-30T19:54:28.124546+00:00', '7dac65a2c6ca57dd9f87e365f71f4211', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a12pqw2q2sxbv3', NULL, NULL, 7, NULL, '["8a6c62a47c502913873dcb4385d00980","12b595e9b360498da67adebb368e7b34"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3f819h12sxqyy', '\x0f105c0aef97008f0fbade205afc529256ddd793d434757692253c46192e7edeb176289e4832095015e2c86f017b4fe626caace7a0e18acc1e489ce636916ba1ba491f74ec634833b67502fcb17422af3070f1943b31c572d76ab75b34a803d0e10e90c0f771ae6346f1417e4619b41a8e5d2a42ad012a4b8eff790f6cdb6e054d9f0111b70d380ee19f965dc05c614d742443a7801bd81595cd4946ad6c65ec33b0b75401866d91936218ff956b8969a050ae24ec57ea44b839e8e5cfc810a07e5a6b253f6c249e00e71515b572aaeba94c6268e38cf7c67599576976faf39315c01178c502ef', '22026-11-30T19:54:28.124546+00:00', '21d7262b9fd79925a24bd163347abcfc', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["4ef43e20d81904b25d282cd06f7d5044","2d5ec7d3298198d5021bdaea983a87b6","c3a2cc097b6528a550781f6911a77868"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5v69sv5byh2tp', '\x0a9140316b7e03dc2afdcb61a7360c7389a8ba49fa445e925d9f89234f14a8bd85cb8b9f5eaea5df26bba2028e57547331131bc9d8e5e1ce19bedbf40196ad042ddc1e9fddb5fc5598077b27adad46a6e0b957329e0addef2c3857080794757699c873f2016d6f7a8901c264fbbdec85e6f3bb2589ec3b840e1fabf6eeb7c289cdd6bba14179e93171e6727a4b91d94774016d93a096326fae4445fd225f1576ac76982deccdb6a9330a88c3843567517a0f3e91ceb68133fe1c80855ace27af65e57ede14610118d96ee0a0689e755f1711f21635c699dcea3ffab834277b8d37e4f81ab5da8ca4b2ab8be667b10179c1d6', '22026-11-30T19:54:28.124546+00:00', '5d9d05582a891edba804ae7494e7814a', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a4k0dbn4prqjew', NULL, NULL, 7, NULL, '["803abf3edd60f26120c765e351666a1a","3b1b48b9d16a6abc16e477fae719b9fd"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5hyd2pj33gc39', '\x31bde097ed5756af849856e83814e43b450c2f1e1287aafe75881c62431b0fc603dcb954d0bee1329221c043f21e2fff962976be567600a1485b9b122649a7e0061eb63efbfdffe8d780f020994117219eb7f896fdccf566b926dcd1724e34a1cb6d731929d70e402e4b903ce2ea8dd9dbd43018c43b30b4714d17c50542727fac8207895d9f9ab80d374e40976cb87c9923d6e1c1b04f93d5c10826bd65f666ce8279dfd80df1e36a64c93872610771a5e955df6314251f4ca45c8cb18b4a7049f32ef184d85d8320a679d521cb97e92008fcc128f1c5839fc9671540026815153b2cd1682b18a332040b4906438053342aac6a300b10b086dfee3219d9d2c02d809ea3e0c207e993b3dd38d5d54bea377c16c568fd8638d9f0d609e333f12288d2cde60c456dd2e051548cd4176ed75a1a673c383898af152b822972c879337cd1', '22026-11-30T19:54:28.124546+00:00', 'cbb9e1e0b2af6f021b84fb42fdd44ed7', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a1xgza01xg34c6', NULL, NULL, 10, NULL, '["906c2efbe90f51ba138709143f270fdf","50476df77e4e95f962c8d822b9ba44bd","d218e03f7c552c6f6f105061c5a0a240"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o10', '\x95bedeac09cb8db5f6baa277f0a8b35c2065e85b5842fa12e930be05f8803243d7e490b8eb04c3565ab0bf3ccf3573a220d24dc0bdd96afe77dab18705b975e35cc591fa1c563edfbcea8dc0a65d68d474b9668741f05f40acd089623aea4574709eaa89203f1ca2c2ac07b7088986ef13736095f4fea2accfa175c549764c3b5417243d6f888b1ea230b5c448bf0ce56898d5906c624d20e09f66b64bd06cc2c812f869e095f731c12e00a04458d11e7a452501b9975dd6b321cf224cb539cb107cc3fa0cdf89db16e6a470160edeca9f3ae996bccaf2138903b0826cb8cf031dc35c5b8fe2f54e3fa00f1ffb17aba791bf87634ba541b0870877a43066cb3c00c8139fcd8a58c9e6', '22020-03-01T00:00:00.000000+00:00', '3ae73f99d62aa215b720f2e03d902821', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a0dq6rsk576eny', 'U2', NULL, 5, NULL, '["7d022b022d6ca05e5c3b1021f6f4abc3"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbr03asbbkg6x', '\xf2e2f872c0895f5434f8247ebeeb469ecab0ac7343adde50f83e892b4f2001bfa91c802390343d3ae8d7a8b21d1d06f92e32d875f8805618a7bfcf42931774ae2f49183b3f23e94b5cd6e045fcc423d680d522d5c25f023c5d03947d08d9d0c942cc6c1a0bcfe5ba3c80e7ebfe95c776b6772526fa7fecd37f21e2934fb948b53ce9ee9a113394537c5507c962a0657bb060c2a76c5e3b1451a0b4091e77f5175f89ef89195581c65a194b5041230d70700a9369fa65ecf9679b66425ecb0aa9fd29f0266d9446225680f52cd5bf972051dd8417df22dcb4d259b956ba44525a8390ad5a95bbe254c7aa0c51fff7ebb410b20cf3c4a72696829f1d0a9084d02944d775ef40bc624d6b682c871a8de54c300e0fead1d277ab2435d809569d189ff589d936b71f8a6a5f85a9ae57c6', '22026-11-30T19:54:28.124546+00:00', '67f7230fa23031f2d7a8231f00a85ddc', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 10, NULL, '["89bb37140347db8715b896b28e0bf335","2d5ec7d3298198d5021bdaea983a87b6","7b27a403ac72b5984ade257d910626f6"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3dwg3skd1w8nc', '\xe25ba3d423b390c6948f7650fdd0cea6eb483c1fc81d64af965be01d0b34fb598bbbe4d969946c69df38cd98fc4a3bdaa9c682e244654563576e6a397507b66092b3db039b4081ab047dcad2af2967a3d3a14d36abff66fef1e552bed72bb88cf6721095c9ce8afda6ebdfadc8c0d192570525d41620829d6d2e7a629b6d2cb8521fece017ea146c48e10b3e333d49c983a6dd4582cb296e6dc25ff8fcdc297086b81fcd6e1a345254bcbc79d9d95ecf9f58eb76a06be01a79961d9c95718e191ce178b37fa365fc13c6aeef4710d1236b6ce092b9dc4f99d01338494baf5ed1a4e7f5b559c5af40f313ba933a972d1ae60c367631619860db4901c8a54beb93eb3fb7f0a419e2bce14ec44a1a5dafaf5de65a82e8', '22026-11-30T19:54:28.124546+00:00', 'd8ca77f6e5fef58481264a8667f70364', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a7bajgwfx9cpaa', NULL, NULL, 8, NULL, '["a3bccb883d47feb66687159d4bcb3e2f","102acb877d8fcc7952603952422b72d0","0a91ab699e2f6cdf446ff130c6021e0a"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5qymv7pz3v584', '\x8d50462e71f7f6636eb2093c7e33174517151e49146bacf154de384b02a4c886e522692833425e58f081fba1f1e15df1ab5b3f4ffdfcf72f9a21fde50dcab0641b0c6f3497c9f42d7e6cac46e530ab3ccb4fd7359843fd31b3c4951dbb3cf84de1dc9b1022b833ea3b53812c8839ddf13c563b83176fb5be68f3968cd2c2dd442f8d16fafaa2bb315e70e950b370bf8bbd9b7b93b2666d66cf41e4cb972e35bb873335b6ab967a1584d6a60a', '22026-11-30T19:54:28.124546+00:00', '7210d33c2ecc662e1660e882e680187f', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 5, NULL, '["e3116042413a286118ce6d7a78e3d206"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'padbxapfns1rx2', '\x3b988947106805c4f545e5c30d229f173fab1f84fd83b1571e9037306bc3b02a665f13f9b6c8ad48ce8cd8dad6a4340af86f0339ffef1c81e205bd311285eb29d4be06a7eda41438ad9de25ed0fb24544c2851365abe43226cbbeb6275316daa854d4c9774b42c31fcce5464c79ab4b140cb0ce2f846191272f4accf2e80111f9a513406cf56d00ed42829b365ca8cdf2122b6912b1337fc2895d0b496d82bdc690fe2e5c25b7f059de3678225366f323d2493009985f6a69c27eebf92aba0dfa67fc687ebd1ca', '22026-11-30T19:54:28.124546+00:00', 'e657a61152df82f82b1211b450a0f2d9', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["ecb0a74b1e1dbda5249f25dafa824329","64cc9dd19504df4dde1c391943376487"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pavkvw4frne31e', '\x62361f5bac3dc786466edb48f6cca8a5be76a0f8d33ee6ec44a2bb07db85548873f7bd88e3d532239713744dc98a17f9f8dc3e487929de093e40f4f3138378e37218792bb477998881d3db3cec3ac86d304fd8fd6d70b8c2d36abf09f685300fb56ed6d621c440faa37f3395a0f160ff32647e0b13fc9d0f0622489fca53ba5622e396daeffc94317c146248deaaf10679652704c1580ad0efa260b7935d1e93f3df15b213e0796428877c040cc7fde92af04be7783bdb9babf0b46c2af38c02fd3a2cd455ed4b6a3f1ee365e41510150fb63bf0a1b6087bd7458fe7d63166ddc47aa257741abd08b0ed6172683ae52e673f96503f212558b9efba5b757c9abd9b342dc98b0d288e74883f8e98f840751d14ecc439', '22026-11-30T19:54:28.124546+00:00', '1424374b4a95a3759415753cff44034e', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 8, NULL, '["7dd2c98d40e50f17d17345c948f9460a","64cc9dd19504df4dde1c391943376487","d3ede059f91667620b2dbe0a53d40b85"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2j76xaj1q7zg4', '\x54ac92a7b3bdae265a5b285b1876e7ecf0b4cab3c160be60363839d9906fd3f3a629075b8d9eddda160d6eb6c8c2225576ff8d8ea90aae7379a7ffeb81a760d1cf27ac53279623ee5a36ba1db32e2b5ee151ae35a09f0d06ce8421c1d25cb4436c49ff2e166e403002849da8c3e729c3b9cdeaeffcb251c28ad2160d1d9b7a58b393de58a03ca8668e88251d726823c16957ec57cfb42698b8368aa20de268aa44eba7a01130500a276726e3d6eec7849f08a9742c838aa7b55f5e0dff1ae0ec88e52586391bb81f5f919b', '22026-11-30T19:54:28.124546+00:00', 'ca3db36925e5da6d631c888bddd94723', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["06494a9dca0946b3b37dcc0087095cef","64cc9dd19504df4dde1c391943376487"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfcyyxfqjqzj81', '\xef1a86282fcb1e019e1609efab801bda234e2970a17e4e1269681810df895575e1827f085eb463dc705206806e90ec71a687371f14cf72545d180a2383b19e4cdffa1b7323b203c82c7620bfb568a2828d86296521dab2ec93ad9fa372d2bc75d7dc5c7b7c1b7cbe9148e79fb001b809256bd577b889c9e02983aa8053f2ae7fab1b7c497606a241cd5f5e4d229ba5fbdf9f72b1d95b5e4c11f5b0db8e0fe3586304f3b916db293ee79e18e85c05f835bbaa29337b4dbd76ce7df9051ebf6ab31e39d65d1c7f1fbc414baf0fc4f6c0da55f5394ce170f3', '22026-11-30T19:54:28.124546+00:00', 'f801bc98ee33803d818481ad38b5cc38', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["eb14db00852717e13ddb4b55da75feb3","64cc9dd19504df4dde1c391943376487"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pawwqnjnm691pc', '\xfd691213c4939e56ebef6f63ab336ebefe03b8662683122969407d35b3da10b109abb2aa586a3466c54fca9dfcf01025fbaaf45b9c5c76d2444e6c76664e767560dc1bdd7007953605a5085d5b118521cfef6c9a3eaf1e0d0cc0d7a7a35c2f36431743ec705bcb19a24a86655f590ec6cb844bb05f698eaf513e04a7e79d28a159b579b8c27f2e4159a65d688561f6fe48b9a16d52f3d44fa2c41dcd3673610815e4cac27ce4cbdf1b55fb04934eb80d1d38e89e50ff549c54200cfffad8ded07ebe6979467ddd8d9c80d6262f470fa0c98e9512860238b280d6a5fff090fd6545e23767aee2cc027749689d82954c699b5cc1377fbd922ba0366d77979b03dd7bc2799a71ba1b52435dca554b38f10f6f', '22026-11-30T19:54:28.124546+00:00', '094ea6166c403c80a87b8d023025c462', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a3p29f7z9yjd5j', NULL, NULL, 8, NULL, '["16f455017fa16f493d7c3ebaec2e0b27","a7762439a92e15abd61be664ca29f1a5","001b02fa3962fe77bff1c57f21285b11"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pf5p01kf2d1ftz', '\xda98076ea95e906f407ebe61c1074263cf9c33e0e9ccdb22663baaf8facc248ff8654f4088f77bdeedf8413e037708fd8042b523e4621aa8a5172ae9c4d41e6ab9404d922450dd9baf023d617a0a1ed0e70141e0995e441f5dc66ae42f8663b9318ebe944b4924ac21076e9b40aee53ed88ce0190f5a3ae210e2cc7499fe5b37250c7c09cfea655ed0885977429372b7cf5c4cc37aa9701e1501732c108f7e7317a7f1b2a8e0bef9c66626399cbf00ff', '22026-11-30T19:54:28.124546+00:00', '332532f59bd6a5b09f6bd6194ab61127', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 6, NULL, '["e4513803fd88e3aa9ffd4f5cf7c3504b","eb14db00852717e13ddb4b55da75feb3"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3p4jv49q0g71r', '\xa5d44edfbdaa734f95e2ccb8634dd48b09593c970466603ae5fa10df8002f78a7d43e9c0e908ec695e4fe7a80ae85547434c0f7c9986c8ee64ea67c072d889d43eeab21db1ad5c66a21cdb379a111835b93f0da03ef6197e816c912efa54e2ff7129ca16637f7386cf1f62d6e9a169a52d9d66dc91582242fe3de680a055c7b5bbfa3367f2a8309def936111270ce483bf0ba54e5a18700133c2860b3b86b7e457062749e051e247a8dc7d3eee52eb44b2130b7480d8b48a9ac501068f33d04958a1b3f4362eb5e169a84daa7b00a4d15c6906bb346eb4162fbf39fd43b8223705ea8356b15ed56df85b46f71256db6c', '22026-11-30T19:54:28.124546+00:00', '9dde092106fa97c148e9c8f7338b15e6', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 6, NULL, '["9b1533342551f6e9acaae8433a6d80ef","bb35ad3f654ffae03393543291a8e122","76da541639dd2f2245b3dd28405b240f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9mfcb6r3fxew5', '\xfea3fb03408a5844a935a74ac5324b3e0b5a61f9afe69004dd16d52edcaca00de5e296bc412292fd055c6a1647dcda25eb3185c8faa026f7c2b873af99727e365b879f954518b6e50341937c385b27caec00678f5fd278c7fd9a62c5de1424c30d348275cab5a0ccea35b70724ead418d18626ca3e8e5e9316632e67ac4686086050868931c280f539aa42e5f948eb2924be36042d7a1df7c6a9f48c6887569a63060dc2a3499e7d970351525f178b2cf9023cfb17f96ba5bc0682c049afcfaa368b980d6e30135b2e60c0c8c373262c00d2190d8b21e9a37450504054e4028935184eff7914c0fff35e26e1896538e3ae209f8fafa3f0020b89bec710493ee9fd3735d929aafea3bc99a1033bc5f47f', '22026-11-30T19:54:28.124546+00:00', '0490b55ea7b1e556295a1e13228b368d', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["b544c5d97ff45e5a24d90e45184d9dd7","10df73cbc4c1755c45c1a4f42f9a7dad","6ccc70a75727efec1569a475ea920536","1ff7c49fc7e8432952f055e5cb8f3c96"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p8c5xyjk21hny1', '\xa2895f4bee40f9f5fd3f22e7e2da547b9e99126b01c65e002dfc63144d9fbf9801767f4b66b7eb4e5ce487168ba3ec1e47682c8da49ddb47216bbe0399b85b55dd5f1b31ca37bca03abede0daae1a50c2d02c408156d96f8e3065d27cb84b151370ef17b9dea5865f517a3ce2b199204022cb1f841692ef96e3355393ca7779ec45c7145791dfba0eb648a796090ceb98ed62c1633851a12f2c92ae97bac', '22026-11-30T19:54:28.124546+00:00', '56d832fa2c0728b1c8b464aaf0d42756', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 4, NULL, '["c182440bddca02dce5caa005d64fbfbe","70896fbead58157f82af2a3e88e66fa3"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pe574rgrk2m50k', '\x19dc7be9026a2eacabd1fd027c02be0c9356753bf6e630f6d78224656572a701192ff6309aeb44c1701fbcc1792ee09091b26e31e2a5a9741ebb5407a0880330b60fcff8af1c26db8fb8a83f0bb577e38b9a2af24308aff09f3794067a683f85eee295ecf1a9136668d5b8e0f6c524ed6372e0bb0bcb950c52d0d83959968e3376d5811f0bba335f1fc231588e7ba07dacdc97b8c36a0530b54cfc4520447dee9df1a81292fe65d9742f0e7521b46b8af058b49578dbb316a78afd1f15b2a6a95f870d8af735ed8a0834e9184c8ddc3632a9586f4ff6412593170d7a901357a1cb4390f0bcda9b535bcbc8e0fae0e24eba3974af3d5de6226c93ea30b3f74e9abd23444eb5739b4f81bbec51153a0debe217cc7944ebe5e6deed21fb550b7b1ed4c140469fd7faad6647582d0143d059d84c39ee', '22026-11-30T19:54:28.124546+00:00', 'c7b2b9faa5f4bfa77ddcbe865cc50d1b', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a3p29f7z9yjd5j', NULL, NULL, 8, NULL, '["79f2680f9c1fd65b9351b305320ef0c0","ffbf8f45405a54d48d1827e943006c07","8e506da0a2be28620938d4a652d5fa22"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdzwjsfv2tjq6s', '\x3309488bde6bd340090b9d79758d6849fc4fd3ab4c8d118864c979b14d983f60741ae94492606dba47b7f74c03e95e378d146213b88af0e0619f1c0ebc0a7fb68877adc869de68a236a1caf18a18ac985f03432e831f6bf568844e145c194549ab49d978ab10eb95e37ca20d6a126fc1e3d1141af1cc24445d3ad333e7d9c2b204864c8d817deae797b4bb7c3580bcc8718bd28f75358ccaae29d859492ba6d00fb341e8d45d02ae70ed2ddb067044cd02c72540eec071c7de612472088a39eed20c94c3c9d9bc322cd1e16554913b06538c', '22026-11-30T19:54:28.124546+00:00', '4d5f3aee9d79ffe797ba2f4352cd61d0', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a714b0s9rb54bk', NULL, NULL, 6, NULL, '["136363c49bcb0d640722a6b003546299","d8a9f07126af1a63acee04ce582e729d"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbrw8235djkp1', '\xe63e9ca5ae25611878aea1e0919a902a40c5e32d32d3704e1f509136d7c2ddf031c89d7cfd4a120921fd2c8b5565c89480ab11c5e8dfa74dbb8aa35062d775dab1cb4d0cd427dd95eb7b6209f82a21d6da95a11ced3a3c4d3d45e3fb47acb3c56b6c5d2d1be48dee7a9ab65a3ba7de74', '22026-11-30T19:54:28.124546+00:00', '1e30c94d4490752d207ad2e7ff0e24ce', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 2, NULL, '["61551c06f4ba194478bf1f16e88011c4","d8a9f07126af1a63acee04ce582e729d"]', NULL, NULL);
INSERT INTO public.records VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcp300z0j3pv39', '\x6e87729930c56969365c7dd56e027c5b5280430c25c24270f4b8d884aaf400014a820648391abb33368c943fcd57e236918123fd9f890a78f20b6a6bbece5db0e48cffdf90310f34506c06924822a1f60f4b91497f15484ae2ec3603981cc9f5200fabe42f35d9b200ec9abb0f431f65bd15bb79be0b69eef47d783d00622bd6d32b47fb60b3317eb5eb2995defa3c636c72429422af5cd719d5ab27b95548c4', '22026-11-30T19:54:28.124546+00:00', 'aa0d24c31d23bac9ca79a896949ca6c1', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 4, NULL, '["4892d5ae7d86d5ba993bb3e465096c5a","5482293fc4f235a71a2dd739768e2432","990d03c499dd3f8d728388cb359e0da5"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfz9ev410skxfz', '\xe971265b7c6e01e5149a0370724c3b7996384a0c732ed7c8697f062fa799dd5b9ff6bc7b2a1ecea634b2f333c4a1573d73c84d9dccc244b6d809f72b2eb4bf010c9da73b34f8d18b043fe44bfd5e9eb3ac8034e58e36c55a1b54fcd7bd6e928d92453dfa3bcdb2052a2a3702f868284a4846df4ce586d4e5b04c1f6ed87eba76f7034d1c724b6d4dbcf449292b007c2fd52efca05224dc28201f3a82123bfb46b422202be205093317ff6f60b64f7e2453c30a46fd9999f5b35b7beeb6a5b2061ba156447f54e36c29a88b648ac04ec782260c25fd5c0118b82733f2de925e48986bd1bbec6fe8f8e5842aafb7b712c0b964926a23f9', '22026-11-30T19:54:28.124546+00:00', '5a73e53a56090d6fae8d28bba46c555b', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'afjt84wg2qt95q', NULL, NULL, 7, NULL, '["48de6a1ccd71ad8197d1944f93cc52e4","c1b784bcc4deb6946c9e51d8e1d51cfa","3c1cde445ab66bb801804480ca3db6df"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pezvfhkawys150', '\xd187428eaf0edb2188acf483f62c08e20eb891df95a6449987cd9bd5aa27885a8bd71f5c32e5b744afec2255ba1c71e3bfd0e063f205196ae9d642e782c4903248e636802f6a90b0b0f01b785bf393329bc0f0d38afb2ba7a8ab83a50eb7c472c0d92855ef87b54279f09d9dc08d4691291da0c2dd90060581e5e11cdc9742c999670cc6aadfe539135268b9b024a15c5d28000d4c2c6ba55f2144579d3958460b17307d402009c7208bc763e8ddaa0ca981c06c8798a68596ae75dde70aea3b65122c9b01cab6057271adbafcd3f2c0f766ca31d0166ab2f51dee6a3222c796291caa79f604e34350d45ebb7bf3c94a9be985b09f30', '22026-11-30T19:54:28.124546+00:00', 'cbd70bdd8f7eb0ed6cd486c944371bdf', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["6b4b0a6aac3e76c6653575886018babd","b02f2680283b829a38d3c9ef32768569","f08394baea8408fa0374961d7a01e5dd","f68a14503c699ab413712dea337dc42b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2bg3rjy8qq6gt', '\x0553a409d528d123cec68fa1b9f11a331b097834afa0b080473c6b8cb109748586e67a91a45e6f99a828aae7d4b110a3285e2d266e2174aabf3e3330a18299bd8ac46bc2117bf69badf2af9c36aa22544bcd542d05c33ec737cead1415bd43b1411985be875b221c2e8c7a84f4a07aa2518921eeb35354be350b20de80743909be7beaf4cb0c86ca1091dffe6c3b3ae1ecee353597b532a4df0f75c2c0450b1b54c49e8c0c3a8b2939fead16c67a52a2b4963a0801596c0f8235e49c30bf2171d714eec0339126df98a5446fdcee576425d6460ccad91b19526295930d4781e45758f81eec72f95e44f69c91cc3f4d0195817c2c51fe7f86ffa3dfcf7e', '22026-11-30T19:54:28.124546+00:00', 'd86062f3f02fe78d234fd70d648b2c3c', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a8fc8da0pzka04', NULL, NULL, 8, NULL, '["3efbca13906bcd0da09405f0956474ff","a7762439a92e15abd61be664ca29f1a5","417b0fad0e1c706190f44c7493699b20"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'paa8z6a3gktdea', '\xe2c97ee5d935aa0feb311da178bdec004d0bcc5c8ba1f950a60a588c82d5ec08c72cd9e0048f22b6cfc11f3affa8260e07008614a582a3fd12481b3ab7c74065da4a2c1549747c2e11b040308cb62fe552db7d16e693f3b7c15b6fccd7e17341c594952a869aaea5626ca6278bbb0072d1a65e08e7cdbb54dcce65a09c68be8e7bcc0e5475675b8001c828994b80e7dbfc863c7fd71ba00a4c90ef0cae36ba86de184d922809608e61fde10d55fd755ea0c76cc89860766bb69c9743854e3a94f0d707891c26e327c10404ed46f6e076c31f7e87864a9e51701798ee786d439d42a11384f6f2017e0364f404a2f3b4813a3aa90e8869a247130f4aaf586fdef18e673e1933690565e77e837f49383914d2fab22190e02a1566145424a2ec91a142d1fba35b0f4de4583e2302ea72198fc635276dcdff50ee8bb8165d76', '22026-11-30T19:54:28.124546+00:00', '85e9812c1a181dea364109d70be23af1', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 9, NULL, '["10a9b910a9f2b4dec31dfeb394d3a627","00d9d13c73c732eabded9ced218e5842","544be9dc94fa40a05cb7a0a99b22cd78"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3ea94xjxk81ev', '\x893f8b7fdf56ccdd43dc7ff170b6599d11f0a347d4eeff7fb3e71e9cffb351f78f350b3cd7ba4b18d3d05075a2a5481bcc4f0679599114e12a217bfa9de7ebb8c6a0c610acf6eb97539ba4f871412afd2bcaffea134549a1eb5b3ab8fef0385ad983235a74e0d3c526568d93c494c7f11f5c2a5f53fe37db91ec24a2a0b0081e9e84ec777d3e3d0439e9f119ed93b48189d220da81b3ad6ae150d78af69001caad3055e65557db887d2a8d2875bbc38e97f39160d0f903b7fe52f0646f8e7dd205a130c30f140a460980d3', '22026-11-30T19:54:28.124546+00:00', '0cbc6b814cd863ad15cf084807aa77dd', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 6, NULL, '["c16978df8126ae4729d0add8d9c547c5","4892d5ae7d86d5ba993bb3e465096c5a","2e7bfc005b32ad513485a29b3009c632","928fbe11ccbf615b60c6ca038003623e","f88c99a7b1256063038169494cbbc3ea"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbd9mphh11m6dh', '\xcf49838fcc70b2794e26ae929a4439c51c6bcf30b1727f157b4477ffc3673adf9b8bf910b7cbcc6bf3c48d90a4499ad6bdc51c8da67bfafaf2d91339da3af0ce868a93390e677710905d6e1d8e652039a5895efc48b7e88862a6fe40179453b372f7bde70ea72400954929cd02c95b6a2f5650afd03bd54758479e8355e9e7373d674fd35e9a0a7aefca0747ed00d3fe08f4a7130a382436c594156792abe41d00e784eb521c56bbe7c82818011c62fbb76e2fe06ca302412f41edfaf7603977f0ed4b3d0c6b15e5322db3680355f510aed94918d2c935c63dc3fe68502ef369d9a9cc54a5b87c5eae3ef74f7b65064d11e0b767feff1a135678167fbc54a74072fe649c57b5ecee2f308e753f9b08cf30d3c8bf317d931da888ad', '22026-11-30T19:54:28.124546+00:00', '8e5eeea29a6d839dd036e6b440531ecc', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a3p29f7z9yjd5j', NULL, NULL, 8, NULL, '["16f455017fa16f493d7c3ebaec2e0b27","001b02fa3962fe77bff1c57f21285b11","0464798e1254f572f8b7737f3f0c9efc"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdvr5ash9pw9b7', '\xf52e1522332b9e4aead56623c40b5c0fe41a39ea315055694f95a9ee1147a7f10561fba3299f9ac72f661108f507e6756855b6bcf8e04dcaf5719dc21e2f4f843580f07f7076ffcb9d3220034474cfb324a87bf9653451db10715890d60109de1a83fe92ba285a47873d1cb7003257ec2c1bd069ade5a6d76e89412b78817b1b89db680746c0700e0bf776a326daa5dea2275348b20142e2468285ea748ed953aac04c8e0d90394a87879af1c66424f4d204b63727d1f61ce4e2214947f0da59f1c67cec58e7f8a32106cb3d6012', '22026-11-30T19:54:28.124546+00:00', 'dab78bd24abf8e7a28a89b74812df28b', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a714b0s9rb54bk', NULL, NULL, 5, NULL, '["61551c06f4ba194478bf1f16e88011c4","d8a9f07126af1a63acee04ce582e729d"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pekbpmz511d1g8', '\x8bd00af43528e87147d1d6d5acc5e46640bab653f58205e771ab3da6faeb6f6e44fa7ec628c7205094f620965305247eb213e748c535c315396cffc63708da89348bb250e434e76a4bf8cc443a872c5b24c2a939893587d34706eda04e1a82784e18bb22162db6825d159fb9a608e25d996c0ff3a2dcd8ecd2bc3b5e549b4836dccafbee964975117ed9ac2a7b4bef46768641747d6828d4f2ee17dcd797e1c38207b32b0cff89740ccb744af53eea1a033a7600802b749f8c5a6e07a4ddf252c92fe5829514f4dcc9973b3d66efee2e59c983bdc39d133124335ddec0f934a31a43b18a9219655de98ffcdfdd891a400703c2183bfea3bdce0d8f749c5160b4178fa81aecbd42d71b716bb175b638', '22026-11-30T19:54:28.124546+00:00', '43b2e54f8d8cdeafb84bbea83a000697', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a7bajgwfx9cpaa', NULL, NULL, 7, NULL, '["e3116042413a286118ce6d7a78e3d206","3805ac7f4f33c5c08eefd774128b5173","04d3bf59467852134f86ad61cab4a51e"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pd8a5xapt0jp7d', '\xf6e82ee11d84c689a84f8b8fcbdb81cfdcc99ee1ec09510e5b07eabad01e9cc03bf347a1cc9d09ce87ed2e4e7db2db863113d7985ac6965dfe4190e57cecbc1977625d6d62f9f34bee735c0feed567596f8bb2b63989f940656bd842f064388a9a839272e7e381d165b417bf3fae33188109a280e1680a1907171e8873abe43325df5616e33a84e840e33eda9de7ab38e4b5116d9b23b0bd51abadb8019d2527159aed6e90b6bd8765531a60cc2ca88fb2d443d0057a6e090e51dd879065002b37cb33', '22026-11-30T19:54:28.124546+00:00', 'a06f3a84129af555c88952829f18f30e', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a1xgza01xg34c6', NULL, NULL, 5, NULL, '["906c2efbe90f51ba138709143f270fdf","50476df77e4e95f962c8d822b9ba44bd","d218e03f7c552c6f6f105061c5a0a240"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p52k6t2cjxkr1t', '\x9431fa7c31ffece83449a18ae17286311855c74876e36dba58475cc3507ed67b0cc98d805ee62de2a2916a2522b507976c2b11e5a227cebe2d9b02a7182c10f4bd2a21f63003037654591408d13117fc0ce5cfdf171e340604cfc8bacb5a0e2f6745cea742d8ca895caff7e73118810ff455bcb3f8129514e89b771868ed0005f0a68491afee9301ce0a228642d5af79eb7630296c6099b4bfcd0c4bf709e5b20977e5ff5497e5047a901c22e0b6153ff3a49661d824e23506c4b4890b44', '22026-11-30T19:54:28.124546+00:00', 'd81af3e78ff7b0c35ca64dd64d237a18', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 7, NULL, '["6527fca02be51ec7e9c5243fdcefb52e","a7762439a92e15abd61be664ca29f1a5","12b595e9b360498da67adebb368e7b34"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfpqfqrd1km72k', '\x0c9c5bd59dc65cf1873be30aa084f73f94f5da3b0f3b07676fe4c97971ac4a804124f4023aa113fe036286a84b3242a8dc7a1d2b662b2c575287bd657e921687bef967beaf2535ccf3e8f2c6a0ccb94ff655abc340c5eec9f422a5b20c4628810e16927843f30b2a6ecc6e94b816e4dab127a89950006ddc69dac2d18b1fc0948b5cea7b676cd5bf29553e8f12784121cc44cc5a4cd963c275f2b20ed2301ca8edc2380ac240ac346754dfcb64b7b6b836bd7a29ddd59ed26a8417101ce938abfa2c7a681b4b99839d45b132c61ceb0a428f708ed5b8579d4f57e9f60643b6e6d4bb334f13a40afbcfdd42d2474e5d597c7928e0ae4b7cae349a2e47', '22026-11-30T19:54:28.124546+00:00', 'a98e1ff8817a30c5c4e47b6dee6ee00d', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'adajng9mntj5z5', NULL, NULL, 7, NULL, '["61fcfbacc8a392ce01794ecf5f040e2c","f17eb7d1b432cee84930e129e71f8322","a7159c1640bc692beb41cbaf87d2babe"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p6jnb3j3gg6ymm', '\x6274a62e38173726634d55bc4e5126c28444c549747ac0f926be9f5fe74b65de0b8cd02260bd9639244394ac3fc64f7f9b51dce3fff418b5b3d0e6e971a1620de56335b75ec6f7f536bc87c1162e7c2a56d9e3a90056b3465112d0a45231a2c4894479bb4027edcbe5b142c31aa9c9629ec0f8a92755e7cd5d04005120ace562613512304aef29e7a5997b55b057a01cae', '22026-11-30T19:54:28.124546+00:00', 'd4805e59ce400ecb72139af7296d1ab9', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 3, NULL, '["7f4c5a38ad97db8aa80c3c649ec2d83c","544c41e0ca3a94b38406fd7714aa0b44"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfhmmbh24y4aj1', '\xf7e47439f3b710a4d424037f6acc6be742d5046eb369393b5f38367f57688451e624ed0e11b8821b452dec3f82b3163a0e65314ad307504301bd95055e3f8aa5e9abf9924bcde642501c1d6404dbdb6e0a091aea0c198a02e0ce5965ebd02d0420d4e16c37a55e0ed7daefc621e58053161af96351026ec116fdb9682eedde6bc1661013e5b1ddf143548cdca13873dd7fd90c5085c3fb21487c6a81f60bb024a2a37feff45c7329b99115c2aded97a7', '22026-11-30T19:54:28.124546+00:00', '5a029027df16b6765017ee2e493b6261', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 6, NULL, '["5b2e11d8e0822c2800a098760e02edb9","90624b4788c40288c0f86d3aa76250ca"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7y0wz0yrvzy54', '\xae3f1a9a2067a047b1f61b5733748d6ac2a2e1230e22f5328df2d5e73ff27c5cabaa454727fabfcddef05da6550cd5bbce23cf3a1ae4e1b85900c3e1c38b6d305e57399d02f278c4be67efebd2647554c95165a65967a06b754f463720c1f70451e21a167aeab4ef1bead84f50270bd13c4077d2230e5d0a6afb', '22026-11-30T19:54:28.124546+00:00', '3aafa4bf8f04451727311070965c7c65', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 2, NULL, '["640ec5780f94caba648b32b52f9cffc3","70896fbead58157f82af2a3e88e66fa3"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7e65z7z2zs3nz', '\x5c5532027a6b89acd2ca949b59ddbd35dd967d92f3827a70dbdb8dd1afa343d9d35e04d941ff46e178b052a78efa2f89559ff1524f5c4881997054661f572a37589caef757bdd4d11b87f159decbcdfda5f5a40ae9ee00d44b95df80febe6b5dc114d5053b39a6b642aa02f6ff48e95dc95e0d67454632feebe54c993b8048ff35d0813adbd66906785e1e476ceb3caeb6e4a1424f8f94c4b62fcc1db3947c1869b2cb0c505ae29b3fdaf2bad4818bae91a25ee10ce2b31248534189774c8640de5c067abce7f296cb72678fc4c24f55805b4d2dd9eab6e25c2ca255a61f589a8f', '22026-11-30T19:54:28.124546+00:00', '6bc289f8fbae64173c890d41032980d7', NULL, '2026-11-30 19:54:28.124546+00', NULL, 'a1xgza01xg34c6', NULL, NULL, 6, NULL, '["906c2efbe90f51ba138709143f270fdf","50476df77e4e95f962c8d822b9ba44bd","d218e03f7c552c6f6f105061c5a0a240"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p1vw3raey8c1q9', '\xb87cad926390254d99cbbf7c6763ffbc31552b49bff09b2fd05afb13f524d6ea094a6e8e6905d025d9b1b28122209e30710fc377f850955510c031ade6cf2bdc718ec05442bc6ae0d7f9e922d4c6883b07fec4a2023280f56e81ddad89ea3892920a4912d82e16b964997dec545ec2babd85212d355e60e2d2c431ae7b6f0998eb43af339640ce93a00aebbf6b26b5c6e2c732a3912f22b88c85b883612ec105b2147a6a4c7e6d39cec9a02f43c90e5e123c6e433d732dac0b937b2619437c9eef44523dc5d393e2', '22026-11-30T19:54:28.124546+00:00', 'e267de88cc4bfc748e89c3f9a0057cb9', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 6, NULL, '["d1c5eb6a41cc7497e878300f21749ea9","c4ae5762e36544387c8da2bac31a6051"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9bcc12qqqcxja', '\x1d443d8d13407b7f7c9b71acce1be6032bcaf026f4b19df0e701d168616033e969afe7c7e7dac97c62a93e1ea83230934bc069469d0da4d345dda232536e85a9374fbe86a94dfbf83c22d39616e513d72ac8eb9a35fbf09e4ac59305b8da9dd01caf42649f697aedf37ab1d0f269e607e9ae4351c5cfce0825f887dd83672b9fbe4fa9994c993aac1ed4f3d576d67f2738b3b60c1c2c4eadd80ec7dfd344ee0c2967de48cf5089c79e1a37efd7a8fb25eb0ed3ee8b9d9adc0df1f7ee3462eb55041c13eac94e3d7d7b1771d68edbe7a89bfafb765d8a5934c3c027102171ed895ef357b40e2e3c68d47cb02b20d23ed6cfe02cb33511', '22026-11-30T19:54:28.124546+00:00', '549b63237f11345316daaa7cb3e0a0ec', NULL, '2026-11-30 19:54:28.124546+00', NULL, NULL, NULL, NULL, 8, NULL, '["eebde7ace24ed42b160be25eb4ff2287","3c7a51f6edeed576f3fbbb95515fd379"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7stf7kte84t4r', NULL, '22026-11-30T19:54:28.124546+00:00', '~', NULL, '2026-11-30 19:54:36.30469+00', '2026-11-30 19:54:36.30469+00', NULL, NULL, NULL, 0, NULL, '[]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aegrv5vchs70fg', NULL, '22026-11-30T19:54:26.044463+00:00', '~', NULL, '2026-11-30 19:54:36.30469+00', '2026-11-30 19:54:36.30469+00', NULL, NULL, NULL, 0, NULL, '[]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p354azny7txjf3', '\x4d58605c6b0e9f6403d4c66673240479c6e0c3ec45c741a541a58b7b9c54701421503c6fde4af98706f74df71b76f3e44054797d3fda9ea7d32d5eed7a6a58217f623ef86d57f486005ec775056700c60daeedcccb47ba10063b71da82ff03917572eb59e1d48f83cf6b168f8247b7f925843c70fb464ed6bd81d236145bfc979a88d837f9406fb3b6e74a651b55d7c8b46691e0fd5c6f23f01d503f761d7a4ab2ea5852f55d73b438630da7f2c068e44b9713c79917fbf932cb4285ed5ac6318b3c6b0a93f0e0735fdfdbdac67025958c56d2cdd4742096e8c6ac1f22d6376ffc4203c08e7bb27d7b69425fb116bcb7cd0cab9d8789a610e60bd87b9d1fe1117476fb3025382aa3b3d247b1f3f0ec24b020', '22026-11-30T19:54:36.304690+00:00', '9ab826d617c7fa60dccbbfdfa0b66b07', NULL, '2026-11-30 19:54:36.30469+00', NULL, 'a0dq6rsk576eny', NULL, '["U3"]', 6, NULL, '["16f455017fa16f493d7c3ebaec2e0b27","001b02fa3962fe77bff1c57f21285b11","151ec94eb614e1c0a89cf5db7f296b01"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'never-there', NULL, '22026-11-30T19:54:36.304690+00:00', '~', NULL, '2026-11-30 19:54:36.30469+00', '2026-11-30 19:54:36.30469+00', NULL, NULL, NULL, 0, NULL, '[]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o0', '\x2f035415a66f503e9ab3ab240f9be1f8e5f6e694acbc7a5b2fa4aec49e0377fb055094faba8c72e6c3f5a606e6bc1bffa9faa55869c54a070674373a46eadcf9742a0180232992c23f1d57411e4d518a5e0d1c120281f773a028bf8bb0d57e81cd2cb6fdac8bbe7883912b684f49ed8e34fc8f1702f00bdb201ec7ee99b4966fd5d358078dd6250e94b14c0a0b932060c960114e2411758aca2bf3f90f4cd688e5d5b36c5a6511f74f518356ac03dbb587f91deab604d39c058af12ad13cfcc10481f578ebf0c4afe25ed762ec2866a763a3274da3836c8cc58c3bbab5e575a9d76debf0b3df94abd0b2742215f99da25c5ebb471e63e217472ea8e049babc7aea79f21392e9bd', '22020-03-01T00:00:00.000000+00:00', '2f5bbb5518c522a010412905bc317bca', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a0dq6rsk576eny', 'U2', NULL, 5, NULL, '["c53f412e61b2261ca4a7b812279ef9b6"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o1', '\x96377d6d27639948e00fbc57b4daa601d07203dc0fbf2202d070b46c3f5b7e6e2214ad7eb90f22d729b37c177855becf7979f26c1272b13a500cecddb58df1b7b68c6c0627e98a9d127b27c8164857d7814e791250fa92f474f02c62569b1db2c23d277401de27f48470f2d21e38405339cb4367ab9cf3b333ea992e58129e7fde9c0801e7eb1250985cab5b4e9f69cc6955ae726c9c0879a3ce42455efd21b20b4eb2a133b781c7a5a65a4caa4e940091de6db680732ac4f732a9aa84417aa30af4a12a14cfa8d887be617cb007eacaa980d030bd8c85be9195c04bb4d48b5a666d912fe3e4c800d086843b918acd2378bb0b1afbf7438d109ef83b45e1e4898d05bb212783', '22020-03-01T00:00:00.000000+00:00', '4ccf3123d8d10037c818a503df5586ba', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a11h0h83h744dm', 'U3', NULL, 5, NULL, '["bf8773783718272533c99d4d58b815ee"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o2', '\xf58a2fc1908287821df53ac90a73417401dc98673a0b65274f6bf52f659153f87091bdd4dc85c5bb76e16d42c51a56e71ff21ba0d1a977319f3d0fa94ba13362faeb6e07a2e50174c28959c426ca6ce05de589a720586c0681309d3b4d89dc50b38a3daf56396ea7014ece5a84e3f2b7c7ad6c23fff6e6b5b23995d75f095f9f30eb1daf6d05635620fe765e64b6a276fcfa3a5db8a38b239ed0a958b806362d1c11b07c9c2343c42b1f2096d03721531418e26da4b38b5555f5c03e0c26ed964cd8ad42724703322b1482c8fe470848a3e73b442c3fdfb80373eca452763f5cd697c253ba44545897e690c73d18828391e2ffa104efbdea8ae17e2d936ee01ed89bf74c1e357a', '22020-03-01T00:00:00.000000+00:00', 'a2c6664d5da09e711806bae2f31fcf77', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a12pqw2q2sxbv3', 'U2', NULL, 5, NULL, '["b616f3d9ff95b87d29ac44846db1c73a"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o3', '\x7e5d509c98d061b5596e2b915114118dd878ebc9e77e0ecd20899d2a9a38b716b32b708b1b97b924001c8bf0b462a40c29e2f16736ee4ddf675df1f0618fccec3ca9ecb4637414b29c037970df1f5e1630f635393cb2d74c4af2995ad1d2172958cb81095fb93b364692dfb70bbd5c6e6f216dc1417b3ee375ab127072bc7e7154a73531b3fb39b14afd471aabb22e963ef9ad46d39d84e322114878aec286cc6e91d59fcb3c95e519b78206bf8f3d36f61773ca8dadbab7feaf95cc763eecf7a89fa9d7576bebc35e248e2c98fd362f0fd0cdc654e55cfc18f4b00bf8bc9c4ae01b7d654367ba0b60a123621387b2c3f02320a9078c093c47ea61abd01e441c5e53583367fe5e', '22020-03-01T00:00:00.000000+00:00', '682c0c2c42c07802725f73b10c6f6ed5', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a14v0xbwqj7k88', 'U3', NULL, 5, NULL, '["c95cbd3366fc977d10105620ac1d56d5"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o4', '\xa7ac40a4cea5cd9753ecf3c7ff795f30fd98933655d7bb8e3b12c103ac8f12d20657da970deade74d1d4620445413565c7604911c1c9493639d536ddb4e1a5a1a5bb7d17699ecaaa8c96f3b7e15ccf3ce404137aa7330db87f29dcaa77351376266302c5b7de1d48e635a3168ffaa9d0777b657148fb6d02e6432a74e5b6126d01070c500f3442c98070fe207d5dcf50f6596ceab4fd08c78ee998348df3c9077bb1e5688e887205d3fb24dcc35f18191531bcb2cb8d910aed1449de275e24fbeb3eafbeb6d714a90f3b7cfef2a9a31f70b418a87bfe1fd5b4ecdd4f37fb9a6033ca21299e79d3713f0adade0c69831b627e79632ae4f88a9ae3ab626c0d7864d9c4fb181c9496', '22020-03-01T00:00:00.000000+00:00', 'bf9eb94627f36e6a08b3bb4ec0ce9627', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a19xy173gxf532', 'U2', NULL, 5, NULL, '["9040077aaaa9bc728a0a08ae152536b0"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o5', '\x4441d41ad2a763f8f1d367780264e32c2089f7035617d05feae8018f6da294ed0ed01245c378b6ee125c2e82ee2a511cfb3259b58afe8e667bd5050d9d508f2bcc7384ab85534ad74e6766ae8bd8cf9fac540ced1fe5dc92d70ae3388a993671344d413af4c8e4c98cd428c6c6ba08412a3efdc67fb2e13dd5169125d3a8e96fb6211d5adb4f725599e81c6428c45a97cf604e830bec545e92aec5a9b08059d1ceb8ace5432a256972729ea7887cba42b0ea1d49591a43e243739dbaec4b82607ebddf69db5085ce2239bbc5508d0f4292290cbd2ba1b83848972b9d16a5cc674d2fb5a0652e00c3b547aa0e1d3e88f93c9307dd6eefb896b5d53b904d5ab39f9d1dcd7eaae9', '22020-03-01T00:00:00.000000+00:00', '66e971f95072743bbe89a983ceb831bc', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1s2rqq7xz7myt', 'U3', NULL, 5, NULL, '["836fb6fed26470e1da4c20dd70c385a9"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o6', '\xf17932a40b3e1b658982fa7da5e756da15643c1c16958eb7e1f7a61b6ccd3ce135ef0045748dedcf30af353446f2e6b528e48271f97c8f5e66bf3fcc7709215652c305b617d8ce6e7e38d53e369e2e9bebb1dd34b0ce23325da1694b0293bff4b9e3689c33f38753933bbeccd532fe023e45fe88be43bc4682655cd40593c0257a5ebc33595f42d2bd238958ecc65cc7ea99573adb893ef64cbbdd79fb75226c5bff45ddfb88dd35504018ebc5bed2333c8180cc6df96795495a3ce98279e3058113dc384c798c8dc688ff94653c63e460f6e8c56078075302a4780f12099d116528fa0060f09b3dada5d113014ec9aa838bc128eed413e5a984c63396572b16a319dd1e9bc3e3', '22020-03-01T00:00:00.000000+00:00', 'ee49b044b54ef8c7d89473b4e7c07cf9', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1xgza01xg34c6', 'U2', NULL, 5, NULL, '["9f55dd07adb7c9983b86a1e9ac2ed50b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o7', '\xdf9b520a068bcbb1287107450286d2b7b4239a3276a7d5f977e759afb09f6f52e3244b8ff7b80fcbd469b8fc1eb23838097d00bb7b1735222ef1d7365df6dd3cb3a51e47044c0736dee544431d34543e7ef54d6df8cb55b4e6a2f3b1ee5ea89ff16194b6464c62e4cf662b1d72c80762d86f2df5e4c643f9abda38dee746e1f0939ebb1349705a9e84103939583c5ea3665adc05c95a7304ce07f5af9afdf054bbecceecda7f6238be0e65e7aacb4a331ea16fdd9349d7bc863e0266609d18a2d27c46fb95ecc3790e9b3c8e653a0b9dae9e4c3c03c317bb695973a8ad718e872c1cb21ce55bf808950772b07fd1d4e90bdae3a4e981892c697ae5dfb96688d8a24d34a4814216', '22020-03-01T00:00:00.000000+00:00', '288b853c55e6653707e21bdce20de2f4', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a24p9bdhxry0yw', 'U3', NULL, 5, NULL, '["33b6df26efbdb4758ed5511b621cf318"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o8', '\xa6dd73545464a99e071e25155481dbebd0325043b04cc7ba4f3bbaf46d8eaa9c0fec549e84181a35d040c0e68ebdbebe08d6b5d25f8eed35a956b47f4516149df14631e8e44eea916334a6e6e10dbbf041505190a10e0ac022b64f63d6b38d22dfeb764eecf5023281081108e4d0e2d14fea77e2b151e7e5bd08147958a401f6feac20861d2ef71310e6d427303d3229c64180e606a0f216c880f4f368b397302d4c304ae407ffa1734f7992a8adc7b53503eb48bb955d557bc79b36638a617955b12305e303c36877c465c2fb93a51d8245f2864c8729f16ba343f48303c3a5d6c3c2f088e97355ebd477cd964debe6444e1901841880a3612dc1596a61e3b6096a742e1eb379', '22020-03-01T00:00:00.000000+00:00', 'df550da6e6f283e95333c62da5edb507', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a26yzw3m38q48m', 'U2', NULL, 5, NULL, '["4167236312bc7cb35918f393c2197f5b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o9', '\x23f85c1a873fd0db184f3f23f75a40705772e1829f1bcdfcb9de5fea762588209df1dbf40089bf8513358a3b7dbd933287173c93b24cc25a2d14accad519fc0a4cd8e2cc55125427769d1b5564cbac33fb89c344aa114df82ce65df68e33be627557028137f82fe53a701fa96994d42512fc8b679117a906d6cbc7abe1a0659065ff976a821d6e55bb080c42220e566f0c9008d0565b0f073e786908db2412c65b1dcb77a544ee54a109a17918a5ed31464db5e339e4ad5c11098c7676451c7e3ce10a2c4ddc967c3d036ed50a3420ade611b801bfab8cd360350e2099b38789a6f919961aa0c8397d12b62ce83ce3655a0ff24bdcc0c82c276e726e3c5da40bab7e607308ca', '22020-03-01T00:00:00.000000+00:00', '054d817cc24b3e17cb5652060084f6c2', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a28q40t86z4spq', 'U3', NULL, 5, NULL, '["0b94d26675c9f71047050024bcea6471"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o11', '\x1bdd7a0388373301f5df579b6e06e4ff314516bf1be16c54397bc0f2d7eaa2df170e3eba8cf6ffef4e2339a564447681fc6550fb8d895ec51964d1f0016a9fe543d72f90bfe201e344c12424f19c23e3a2d325167dd9fe69fb3e4c1e46a531dd301832baa13e0d7d7833e6346172f02004565fa84d326ba8b76bd7dba573616dc8b25c6e93cf855e4d02364c1da91bbaf70feb83923270a16e8d72364f65bc0efc195d4179d56d585a09d33da613670b95d0349d205667145516127eb030f0dc32a03f30c33510947b679fa2a0b72db58ff8898122539b48c4558697d544504ccbb4483e91eb7b1f2b4ed2007b9d0c78d12c773f0c47bdbb54e09ecedb5b9c75c9f323cb8e3bd1d5db', '22020-03-01T00:00:00.000000+00:00', '17c1d0edf831023dced1d4388186ecf0', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a11h0h83h744dm', 'U3', NULL, 5, NULL, '["e868e14b6a5797d67fdba2b2b968b78c"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o12', '\x9fd5c015190c21df6d6a9cd0ec040a0d9bf3a4721e1e3c95c21a40e0383e9c1d8937e5702007ba9fc81237da7f2082ce81554e0ce919ad0dc643b5d8b24b66b8169eb023de849d0c9c4ace4d25095ff042d83b0881e2117488a3c655691c7d98799f217826ad89cf8a475f2c838f3a958cd1af4c9dc512b80e834f9be7a195230d0e8e90ef5f48f686ac9c02040fd3c874806184a81c756b413a35aa6fd93bb04f7b277cd34554283d96917a8cbaede0be1c69fa4bf7887461cef34a2af9dde31e22a9d9c6e6d3af57174d6d2fe74c77fc3d33a1fbc8d2427321bdba6d1f369806c3c7d1e4c3ab0d36e0ca78c4778c6488afa527821f3d6bf541b32a7ca5630381cbe878a9193d13b9', '22020-03-01T00:00:00.000000+00:00', '92363b9d714e314c8db608ccd06dc4fa', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a12pqw2q2sxbv3', 'U2', NULL, 5, NULL, '["c00fc6dcb16cc856f4fcf8203b317c32"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o13', '\x229f196d0543a35dab445af1eecbbc48197fd9125b4e7094b32d90716e03e22ce27bd20ba6e89c8d5fbe00cdf660d6ca34c035ea4337877dbdf3ac9223b06d8cb8fa3120b90afe5d8fdb3c6a3e35671ac4cc45824d5a08deed4dba36d3ec93cc9b6276e218d321e7c14dd8e57d5dac517280284417a00ee60f7f57b948cc05e730700060eb77cef401b29694d17fb120762614e4ba72e6b9d9c4fde175c2fcfab9fe04b7b2d9aaacbce5a1034f4e164c8134fdfa2e670fef26aaa4214e4bd79830703eab276e2e8fb8fdbf4d470ecc82901ab460cf8fe6fef417c6208d97a0691270fd895e0fe8b7bce90177954a4ef22e58d680a462c08574b89dbbfdeddae13f051c5f171a6d25', '22020-03-01T00:00:00.000000+00:00', '138704c4af16a84ee4b495d56d3a36c6', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a14v0xbwqj7k88', 'U3', NULL, 5, NULL, '["aa74c0f46c0b0d1ef54e969d54786fa1"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o14', '\xad365258db25528d90a47cbbfac8707126cf79c5a23a26dcbaf217f619cd7e1ef2b1fbc6fcd1455dfe0cd6631cbc4979cfa22aedfb01f68fb519d94b48d316b0680fc1a07f875b6530b58d74397ccc3aa23588ab0b0f150de42189885ba7656a19448221021b694b1a72f8f269190599729adb5fb47acc62fc5ba8687413dc1213aa71576471ef4c61a2b8b08862c656f75dac9738d45954acc8d21308d1ce0991cfb43b2f235ab03e7b8bbcb0ea91ded4c25288757129267bfb1cf4b8c99ace097fcfaa927b413fea80a8fa97f3b09c21394480e23b9b49466b2eee87331e00985d3dbf0e0059413337830b0aaa4857a87085182f2e412120bb16f3dfe5d5b7e9de7d447aa5057333', '22020-03-01T00:00:00.000000+00:00', '8f5f6b5e1e1ec07a4416766243be9f0d', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a19xy173gxf532', 'U2', NULL, 5, NULL, '["7661f9ec9b1f895b09b352fa7c27aaf4"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o15', '\xf46d76600cbc2c49fbec961bb042ce8204880c5fd62eb366be1c14627cb771eea9280842051f44bd1cf290b8fb3434c610f93d22f43048e706f9020f85e24b1c26fb8d6e37807a9d63ad9248b781a1298e406ac45aadaac53b3f38bc138d0f76c8ac176d0786aab306b66a5a3bee60a76b864df2d94fee0d3fa219e3184081ff187e645c91e0145b89fff93031718186ea3cf606ae1454092fd8dc536edfcb5d7f155bb80f45cee03b50304a0ecc0392111cd957f45a4c81ab52a59c3d9f37bcbc74cc8d1c9f7dc00531b6d7be41a680c0d6bb2d58eb9a83e4070371fd8fa5728e4b96828fc5bf53d86f190c0ca40e158aa15c962281b47849c860b6a69349aa635963fe903e4da4bd', '22020-03-01T00:00:00.000000+00:00', '01be552658eb6467e084e92dc53d8710', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1s2rqq7xz7myt', 'U3', NULL, 5, NULL, '["ec81101f59a374ddca178e2c5cdfeb64"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o16', '\x6d7c19a13071fbd9d9451d87f21728d75bd15dd981fea7b3f8cb71b9b1589cf27822f06e781c731f2dea759188fc4240e67585b3abcf06e9fcd1bc254f090293c8807724cb7d307ecb8f36f55c954a06377d46b563d8d156469876c8e1affccf12cb56ae58ffc6c4a0f4a92b62c93dec4bab8c8e61e6dbf3e3a5cf5b4be9325c1ba909ff6987ea3a364001c585aaa1e5c0a6e7b0c873f69e8c3e9b14bb5bcd4c528a919b406bf1c9d8e14f7b0ac93c3a95387c19846c02e041d4c6769b044f8c6d7e627ab6b24912812b1e44f6e03e806393e42a5a4aee7792b9f522a9aa02f2868547685c2e404f636844c956aa9fcf989712450294e603157b7ef4b6465ba31a7591183b8537d3f6', '22020-03-01T00:00:00.000000+00:00', '63ecea49342cf77a6a2b32f067168342', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1xgza01xg34c6', 'U2', NULL, 5, NULL, '["117966f5eef60d65b204131f63a52760"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o17', '\xe4ca77216eeb22555a5d4c98f689c351cfc6782a5721af177256f946d01d73eceb4520c8d0701e98583a5f6e2730509699a613a5d4cd07672c654bb48a20bb6b70779c0aed055c05e263389beb338c1ddb50e1a26715346e10f97d48441573b9f18e786997d3823e8242821090c6d93ad2740713da09b4fcac180c3df6576ccde5a34ea889517b20c005c6e0754afd906a1a79e293eb74de1aae72749c04200440980b4b2f0cea9f395e995b2b5f5af7a3a6ffdde9eaaebef8897824f2133faede28bda5eaaeeacf04dff8416796eb8122a9ba20a5fcb5bab768c5b072debc378ad6a1b4d0482bc5859c0213c9c5b56f27227d60fa3b72138a11fe3f110c6b73cd9bdf4fb0e39c81', '22020-03-01T00:00:00.000000+00:00', '46cbe5a66a66678ef8035686c868a4ef', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a24p9bdhxry0yw', 'U3', NULL, 5, NULL, '["1c4d29283e25f49957b61e65b8f29d6d"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o18', '\x8938f904ed3e8d5f98115ef54a08d884cef315f394ca697d75bc0aed824d9e9c96d8712a3a57094aa7b863d3b7ee2398ecec45d0f8f2ac6028b7eac14c353152f2d1b85200a198bbc206a205614cb5db3d09fe867b129f4791f0ceeb6e63b792364f26d4cb35a60df795e5f8ba60c7091d59bbc9d48933082c95e2af46315ecf4f9102f8cf6253f03ac6b07d2a8a0ab24d36f8c8815b46721686701cecec96dea68703d281f3081116ed30247938b2365cf1abededfcf0c95870d5ab2d5ac08754a7e335c84ff942db5bfd54b61b5fb1ac7b04f15a692124f6f28635bc9bb20c1218244b9e031ecb0a7dc69e5a8bb6102b4630d6aade72e80252c6bfb1487c4bb310336c14183650ad', '22020-03-01T00:00:00.000000+00:00', 'cc234005b644367174bda63d205c9010', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a26yzw3m38q48m', 'U2', NULL, 5, NULL, '["932370a7f59bc51b6ac5d833dee1c3bb"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o19', '\xe806a45276b36fad8604c9c06e86ddef32c2377b31bd068d68f3109111711cf4e0b2ad4abc7073212d9f1319e97482c46a99fec46d2f3f0cb4b2a53244aad75c967a6a0a3b25e09a32f3d72541db58239c095a48e43a242f0a0d8abbff6440f872307872a0cca6b33e516dce538071c67e43988d3b47c4637ce6c9e191ad4485c403d57e2b1845c9f44ff08b0fdd56e968efcc75f5a43a9d4c45afed5430239c053092bb34e9015765b79ddd7f872b3501f04aadb5be64e118ebef4a889658095938989f415e557d2dcb0e87e7afa04ec1412b115848b2837921c49eb40d54e5a1b03694426c2cd28008701e8e67f4937cf7953af9727e31fd224bcd59b0493741d50e9c04b7ec56e4', '22020-03-01T00:00:00.000000+00:00', '94b6210349635116c43673b6ace9c65f', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a28q40t86z4spq', 'U3', NULL, 5, NULL, '["051c135592288c9b3ea005d472cb36dd"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o20', '\x6146bf5a10a81330c4d64223d0b2441340d34e5f5fa7f8803a003b262de0360c2cac267c57074d3e684b90935f8f29fa13af9e667001aa58f2ec52d5ee17e056c5dfea4378c23d3d2f592c77dc71a6d8357fb67652a4ad1548870c74e6f060264044ba5f13d38e38a2b1b005327d874905a6dba6a2cb20ebb282e1150a176806ed1efdb786292b126fb12273dccb312558007cbe2cca20f012be8396c8795430c3b045ab38c8c153b932d92e014011b57f87ec79d3dffdc540aa2ce2c3ea7471526e06544c16cde9fd757e509c388b7e7a02f5adb7e477fd6e81aefc5e5495652f3598850bf698ee6769046797f133602a994580a3f73c64b1a6af0fcdc988fdc72ce87f119db04f52', '22020-03-01T00:00:00.000000+00:00', 'f400f9b49262bbc29afa4c882add2c32', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a0dq6rsk576eny', 'U2', NULL, 5, NULL, '["aa4b09d159d8adf8679a4abde312de9f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o21', '\xd19bff60240f6c2aa77a6ee0a0c0fdd42d5036fafbe0c65b4d77a8ddf6cdeb162ff7bea45c9691356aee639423bbb606a1c775b87a86519d9645a2a9fd51defe42c4d2214a8ba29f90c5e6773b8f47e1b34ddaf415290051d7f02065da0e9c7c0662f7fba702c3d1d53dc35ed17c011b360d64fa47bc4933dcbc4694fb6cb7e99f2b5423849be01350afefdd66e685b0a2e8a89bc11901f762c2cb0862023d81c70f5ef05df8c89a5533c360792945bce364c4ac82414f3de8e2bfbccc9befa1e442d49a57d28d3b5900fe3f883b215b216a0d0cd7c289ff99ece4beb911465a086921d58a48ff7bcf68dbef9d0f1d480d16e96303ccdae4f463159dedfd3ce0e05e530cd2beb5f2', '22020-03-01T00:00:00.000000+00:00', '0e02fb3d38ebf5d9ef5b122668f61b1d', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a11h0h83h744dm', 'U3', NULL, 5, NULL, '["4074f24063cffd08fcca46f291d836d5"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o22', '\xd8434dcc228196d171e90eb72b12d410888a48afa1b7e6e86c9e9fcebb8d7eff9e7bc02ef7af41967c8ee35c89608a507d3e1d72a192920ba13a29a409feba6b23f4ebf6c3c8d077ddac1416590643785b1eded8dc4f8f7aea25a0bb19d98536eba17a7f7a49d92052a15e31bc6f1ec00da1a56457f1e8c5876fc7a973d2cfea30d2a175493be5a17fe45922ce15c181a0c04cc07fc87fa5daafb7aa8e4a9e0fadd2536709dbf10484581611656b6d25a3fa3a94ba06912c0e020b0713e526ecd7ff17c7ce90b6953328e3d2e308747e9cb36bfceecf923c9c556ce3bb9c4cc3fa17e705e44b63b770fe3a8ea70360f2c326d432f5c891c8445ce1bae16198030442f44fd1ecdedcda', '22020-03-01T00:00:00.000000+00:00', '7a5b78f9a078dac9d2da48ea7a8dd587', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a12pqw2q2sxbv3', 'U2', NULL, 5, NULL, '["c7b44843b3f5eddb9431f893d2fdee6b"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o23', '\x847477d7752ae0c033466d9d6e689abb04e4853a9c915873d67851cf68c2c25744eca8851640a864bbdb7a6d75ff22420dae5bf7f46e7d7868cce3298d9af8b001e321bf61269f088ae919fcb74b980d932950e6752315c91f5db37380e85ae2ad28d7eaf5f3ca21372eeff66d701f17fefe6485058beac04d26a27fe3fd0924e94231a03c825e82849adab91282bd1d183d350ec90ee68d9081ccfee78c88bcb770d37a5bc4d64cf78cce8566bce3382d946d5a973803fa9357fe39769ddb051b754e02a848be3a7308444317dcf25249a3e6f42e9045ffa7f4886c163e1ca9fd3faa2554406298c30fb694c58929affaf2da156991ecc7f4351308cb0e2024e7b92ae17e3fde0f3b', '22020-03-01T00:00:00.000000+00:00', 'c0890731af8f61092315f6762c994e57', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a14v0xbwqj7k88', 'U3', NULL, 5, NULL, '["1efe72e8dce045f91b0a7b335071b03f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o24', '\x16065c77850c124fca884b919e8ba636039cefe7a520d5a2d7561dfed3b4bec3b7e2feafbfb3f2f84d23be7ed83d12711cbb21e909d5f4ce09312b4e2075f3d3ce03ba8c713d469fac3cb650087ed82611d33a3e57daabf527fd3aff4fd724e49106f0cb938450d13660b03540dacc9ba5bd60535037c758c120c8bb8af65e14d0d6a0e4d247d3f1d296275daa6c0364bbf62fc9df24931027c7749135652a6cead45fb4f0ddda126043335d189803e85257e9246b91f07ed9714a1d3bdd21ba1ed432a34b5fb00d5d19e8e183187497c31462d58c62ffe1c12cc2899d32a32934183e13bf6efad91e74875edb1fcccb2f4c6e7f9caf12e08d8136fb0ecd82f0c716ef733c3208f493', '22020-03-01T00:00:00.000000+00:00', 'a172615f5ae3b71c267dd3975b0be057', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a19xy173gxf532', 'U2', NULL, 5, NULL, '["5dc9607766a4964b338dbbf9f939adf1"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o25', '\x5e0e104d5157076cfe52c181d8c2a03b427f36f337bd861148c98353930e91763ca5f2fbcfbdcd2d78ed84b95f15489907ec48240270ec2e0fbf60f84ccd0bd5cbee96013c63eaf588f785ea139012f8f16c1c829d8a6a34180725aa3998b8a441a2412c0ef4e670f558c3cc7bc80bfb01e0a5e165a5bd97de3b421bb7a6127effe10a09be0f97497cb6d053d2b685e719dc9b3133d5752c7f03b512f6d19939b644417594add61d754f88acc844a88c92fd86724fcd0297dbacf08614804e984a7adfb626a8ed1567e0be6676c053399b7d96555b38e0b06b50490ac6aa1b38384c06a1072211c14784fdb14d484acddb522150ab9e007c5cb0801d6fc76ec2d1428c4784150a95', '22020-03-01T00:00:00.000000+00:00', '39e03041ca60c99a4e4a6800d433e3e6', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1s2rqq7xz7myt', 'U3', NULL, 5, NULL, '["2f042fc6f9b755550d4a25e294f62c63"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o26', '\xdfb80cd9bb3e9a5fdc713a4b1b6a94a4e36e682d0d34e92d7a1b057d4cc076878e9bc84b8b7b371587a60401ed0ee4e7abc15ad2f5465dec375528243fb020a70d09a12c233e5471386c9ec1d3cf00edee0f5d3836f7353f05b84f2616bc3f79d3f90175df82adb8cbd3a0617375c714325e4e0e3366f77cc310f69b256104603783a4c21f342f240f1d195ebc238fc67e342bfb5d0b1670de74719bbb964e544b9a02ae9b6a00b403882c93e65a12484b252e8686d72036363fa5d6b29b180a8a8b17e020cc0460c3b49e96e80bb0c043cbcda1d83d445a93b384b331901eb81d9463818f7a2cbea878eacfbfe07960a81834064e605843fb198f9f9c51b1f04a9999e27521cfe7fc', '22020-03-01T00:00:00.000000+00:00', '39989b47e2e205107ca73c09ea764fe6', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1xgza01xg34c6', 'U2', NULL, 5, NULL, '["77809680609849db41b624000e20048d"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o27', '\xc724db22d35d75d49c581fa89efe3239491ac01acb06c464086d8848453dadd8055133d3193ecb0229232e3f7e52eaf5cc9aa10e95b9703cb33f3371aa790af4cd4b444a8786c2361eafe2de53a052bf649a5fc76814f4b64e85aec7f2e1c62dbed991909e80bd95b1c6a31c1756bf63da36a47e34f8d0f551147060f9054f6c1fc7e1c8ac1b8f02ec0f9202055f221cc5f6925026dd476dee5d48407369d8ae0abcda6b31567cc827511092b97336d072e72900f409f9d773d7768b057dc8aae447f8a2da30a7caf4d8d8888cb3bb0326aecff76dae4214b140d616e10c1436770d070b6f7e156998546564f25a70125e06a9822d11cec4f98b14a3477d65fd28bdfe378dafa4756a', '22020-03-01T00:00:00.000000+00:00', '0f46fd47d56193b2685dedc7f171816d', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a24p9bdhxry0yw', 'U3', NULL, 5, NULL, '["ae7458b6db428b5a79cb6dfedd8d9c91"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o28', '\x5bfcde70c36d05524ea7eb07ebdf2080da6db2d802945aca25cf08db6a0a394bffee8caaa7aceb2aeaf182881cc7ece0699cce6b584341c4cd19d53a411293478b0c67ece579153559ddad4353ffc31bd0537742356666a20a21b87e9f1122e6974a8a48d03c74964a0bc123fa3b1901e1b51aff3946bf636f779f42ec9eb923c68ee54bfacfe2315dc39640f3ebbb0577ea94f08a3dbfd38c47d5f91187e2e01efb85130d2cbc9aea5fe1641aa2e4916ea78f5f4b2a3e96c618249bca29306c4287aed63c5188a3ab599dbf9a4dcc2b9061492832b731fcc36e923d50dc071242cc9defe60612942cc484a36b0149938105873e592ecda5b0bf3b69baa689ae7f7d9df6b369486461', '22020-03-01T00:00:00.000000+00:00', 'b15a80578d816f62d8bcb1b0819fbb68', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a26yzw3m38q48m', 'U2', NULL, 5, NULL, '["89a27f755b06b100e91f36198d25e735"]', NULL, NULL);
INSERT INTO public.records VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o29', '\xb05d8bd37934a1b53e9104791acf5c923a8265e860093fa569ed3cc84735dc928e0051fd8fb4b854940e65076174e0dfe134309ec69c787d26378b55af45f43f1a8522eead1fea6533fa914e40612ffc13f71610068449885e76f32d1820501b97e8e2130af23ee48360718de53bcdbe1bae49a58c71344b52e59ab8e3d46450784e528a812c0b94d7898625410a7a4bea6ff491c330b4d0ca2908d757589a2a2d02d7ae01aff695b02edfb7f45be98bd47e094db4277f582e980144b2c5b7b369bef91df2d851324d45e7f9e60b5c5d1f3b5a525284c34e212e7c86fa598d713913a0a2de182443a47c4863d1b6747ca15c7e3cf05f79b0561ccb967395637c658373f80dfa1ffa', '22020-03-01T00:00:00.000000+00:00', 'd032bc2496b9a94f1f76f3f1ab05814f', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a28q40t86z4spq', 'U3', NULL, 5, NULL, '["ddce04e10dde422667d76a92a52b9e4f"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o30', '\xa8481100ca9f2905fa12c63768bf1449353fdbad7327893ef971bf928b87042056e2e8ca1e08bf5ac75b2c18648ef9ddcff4350c937dd70f57e47da84853f1c570e24de025bdaef7b6a14c05de5a058703b1d1f81724000a73a0e85e6d96c57cb1740bdac61958eb01190e07552eaea5c0030b7b65a0a7975928ef89a0bf560bcc5ff0a78c02d1b4eec193c0e7de7bf78d3ea5e3db2f03b3f3d7202b22b964a6605e4e2c4ba9e0c52c49d85069123074e6b15d27f63eb5ab85179715fd2964fd38dd72e1477a15d6d31f0964dd0948692f8353363d7ed02b6f58eea79afd444685981b87fad67994d7a01b65a335238d1e0cfd5c773b92a8e061687ca69ba347f17c9566677944aa32', '22020-03-01T00:00:00.000000+00:00', '09adf1e44ae731e0daf5a74444a5f5e0', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a0dq6rsk576eny', 'U2', NULL, 5, NULL, '["e613ed5711737afab4dd318b84800c51"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o31', '\x87ea063b3d71a76ec08f8fb985cef092d8569d93fa572777b2e6697c84c1e361ccd3199ba377aa4d2a8393fb2b40c55dff5d39d12134493bfd2d70fb8b49231c68730e7cd04e7b0bf582476cf2beaf0e924d6af92a09338235c3aafc042e95961bd73914cf20e84c41e549ec643ac22435e76915ee17474f4ff2d59e6e1266b6152894539442cf3106489d7baa79f4b2f2886d583942f0ff9bcf9c43811d14f715473167a21e81e8aa246dcbf909b0ac702880d8cf86fa590d0d0b0b42dbf139cb5dabcf6dd594de98a1b723dca6b19eac1af3bb534e92c03ef211b50d8317c2c4c19738704a738ffb5330c4ad3d6113098d9bc4ca9d3d08fb7ee21702e7a98a4ede8128e639623d8c', '22020-03-01T00:00:00.000000+00:00', 'ce72ac315fbb12c4e585c020a3e63002', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a11h0h83h744dm', 'U3', NULL, 5, NULL, '["c2e97f4ce404cd19bdacd0d99c435092"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o32', '\x3da7b78b987406ac9a0eb72e776a4cabea189cc6057fcfdfb72f5f4495cf4cafe61933cea7918a35d108a34c8760c0502bc55596698f1afd44f350e2d76e6f4745825a12503721c0780dd9ba3b46e41133682d19e961f318a8043b10fc48724310912c57d5713aafc7abfe60186b2efbf2c6d48187a70b0220646b26414d937e1c8d1e2ee061c658d73aed15728ca88db14afdd4d67c212018df151805120dd9192602f9fc29d7034abf69a544efcb9d5670e0a626577dd56785cb4c89be8cf24c0167ec029496bafe83115d012183d32f70c9a5d1267e52a4f0a978bf6c762cf7d1469677b84038198569c8586e91ea850de7526c54935b233992dd2819ca6b08eb8108e0bce1de73', '22020-03-01T00:00:00.000000+00:00', 'd772daab794717c11da11ecd21d96798', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a12pqw2q2sxbv3', 'U2', NULL, 5, NULL, '["9be8d0c440b180c4cff4a74a48db8bfd"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o33', '\x661270143debf9433e9b92a1323bb4cf7e810080f540af7404d46ff8b9ee419f34dc3c7554731db51aa6de28e95850826ef448f7255c7a922670c05be38002a135f6460f3c04c8a126de934ec7da99e70cc3e3ebbe30c2ade4d3139efa9d92a328c46d57c5b769d43761fc20f5bcf74625ec7b5f985b37def79be8a8299df9345170c69037091b1ae414ac47e9054eada1c08cad8e5dc99cc57a88d55489dc9bf6f6515d8932c010877fa2870ae0d14d2e498de5923d79bf2a963bf6fad307d7867f53a0522cc03bb7d9a4d8a1488308a3ab0390a4a88ce46d7e09fd5152555504cfdb87c518839cc1009d5d13ce48401f7b11e0bece56543093bf8bc23cc249fe4f9acaf6e2a0d9', '22020-03-01T00:00:00.000000+00:00', 'e8d8b9f355b95a4b67f8a2f21b2bc854', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a14v0xbwqj7k88', 'U3', NULL, 5, NULL, '["b977632215253edca67cb9bb9edaa8ef"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o34', '\x16fd5883c91bcb3bacfa463e66e042bca316b8c26cf98cf3b3c74916afa9babac47002d9ac42350a1a4805c98ba38eb1c58ec4c4d59657cccac9c35a2a75d8d0d5a8958ee423a3f1dd64ba0300cfe2e3d7f8e9517c437a64abcf6e8d5e5cedf0a5878412cce1f340daec6520ee251a06d32a940daeab6924cbb990ba8401f63cee468b39d4bf9fdd95137182c05193b51ad32e9d70e18cf18263b8bfa4575d96e8b77c1ee5106cc989eb067983caf94a16eca54d209df7f0cacd3996b6c704d20636474d99d2e924dad3f5a336a1490185f2e1e8a839aaa9a6a88255fa834c0ee37b6ebebb03ad49be0a1d6cf2710ea5cffd9c9315e70bc471e380f9e90e06c5714ebf023fa04d1fee', '22020-03-01T00:00:00.000000+00:00', '979a50062b109b906b8b4cd5db1f018e', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a19xy173gxf532', 'U2', NULL, 5, NULL, '["7954c388401fe6027cbe8099c0a6c787"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o35', '\x8cb153d8ed527f9b44b19bbadae5759cec4f506076ba997f52deca34c7ab5f0f9a2f249a6a35a5256ee9e1095258aaff96b78c36b2413b6c45936082061c91fd420d184c5373a51c4446b33cfac7422a6a7a1cf0289d6837f308501b987a6f038d01e56057ae3924cfe1426fcddd2fcc957e75182c0c555aee75111d14d7baa685de35f4ddc5170c305ebf9b74ae228c1f6a2d6b1d30225f9c67f90eccb6c5e3dd306e97e45ffe860b29756933a358236ac188bbed999fa7840f656534a11a8188ca6089a6f70fdca9b3d115f62b0296e2cb642962a868c4411809707143ac0089eec93375e10aedc028566edff4e21c2e3432167d3f7d6f9520b1eacc3f5fb6719a9a5659d0fb4bfb', '22020-03-01T00:00:00.000000+00:00', '986f7c5a39ddde3e403a2f8dcaeae9c4', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1s2rqq7xz7myt', 'U3', NULL, 5, NULL, '["75b71426c942825965d6cc429f962fc1"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o36', '\x4882cc0102a7eb6941cdfcf687babf49e76a1a5ebd04a9ebead787362e9660d60b29e5f965e535ff4e7dec740417f14639212a4836d3778794581fca88a8dd387f9f1ce3dfe827be65ba4b6a52b83da2d2480ab55227ec213a1e8e08e179b93aab282cef57537f5366fdbb1d563130d3e3431d7abab214253a9029b67935826d1c246b231f8be7554e2b7f92348e85d9ff6352d804dcac42731f2231a963dbbcc636f26699553530b81d13f60b793f1050491734355bb48b7337be85ad95ca9675704619ad986c7b755b99fcb04f42257bbffc8ce48166f5df52ae3965d4aa39e5a8f0f4fe305df939d44ce30065988b8a6756f9f7ce4debaf5ba7fdc621cec74fc9bc49c132851a88', '22020-03-01T00:00:00.000000+00:00', 'f9c8bad51f76f9f77b4e1763fb3c0acf', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a1xgza01xg34c6', 'U2', NULL, 5, NULL, '["8c07b24f6314659977b422ed08b5038a"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o37', '\xb6a37277bfc348cd6719b469ba4681d8a613acdc60121976bb46af84a3220a1342daa2d42aff9e5bcba0c79750caa61e2d636faaa836b312aae79a79d5dc48bec8c020b3f0513b207ce8dec872170a36479e9c3242ea69875e65b5ccdaebe6555cf5859f3bbf448957e8fd18c82339c0ff24f70f951b84e510fcebaeb03e918865df886587ed19619c1e14b903d46676d64c46402afc8e2465b89628a1c811f0645d9bbc402da63f39965fd2ac3494b3d2f54a71844140b23a6305aa3e8b60f22f44db91d249dab6112042cbd1a544c77ca311ee829f97d727609da7f98adcfbff372139499d694f18b2e7d5bcc225c1bede506682e1693a28ef4809e1a827ccb495eb144bbdcaba', '22020-03-01T00:00:00.000000+00:00', '597a891e49048169d00e8361b5f7284b', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a24p9bdhxry0yw', 'U3', NULL, 5, NULL, '["7908ea917acb353a2804aa855bad6e66"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o38', '\x87bd0be819b0f5f5eb85d4ff0e86b4d438355f153d2f3b441e36351cdf4522a659ceedcbd254150473cdbaa3f4186f858e36207f730af8e5b4023b6c345da26e178750b0d3fea6ed2454da76667c85195d894d68969e0f2f31392fe5298d65f6a952117d72fdd928e93e4ba98cb58c8b488eb8ef94f90845afea86a90e569a77862aa6c88a60103edc94c78a2e4cfdc5dc1a0e23e3ff0ed90c8962e319b3f405eddb838d077a951271b93c09d1e7244c6abbfc21cabd3732213dc9dac9be84fb2fa1a4e6d57c22605621e795e4692c594cd12bf218d7a791f405dee9ef78e521c112cee588467785c41b34b23dead2779bcae933ea9be72b9605e1e3d655c45bdd038e3ba1f3628098', '22020-03-01T00:00:00.000000+00:00', '339dcc27634dc96c01f8d3d17190547e', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a26yzw3m38q48m', 'U2', NULL, 5, NULL, '["3ebe7dfd18e309b66b08e73b2201fe96"]', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'opportunity', 'o39', '\x5e718a4f8c28d00d68fc66e7124edfbfc73603b11a350fd59f5a335049fca768be8005cb692a8987f98e3a1b37edf220e7def758cdeb9ef39e0c28497d55a84015603581a5addb11a53934b96b7ea771ad87fd512865b0081036251aca53f7335fca43162ff2b99a09bacc75a2acd8ffb2c5e0171fc288e2aa3646efa83826d163880c11bc516279fdb2a15a4113ff8176102235314f0e3e3ece4229904233f8b843a6dfe467c4878257fdc673d9f874870a537008d045a6b12e200ea4a999070e40b5fe793f74d05904ae823b508b8a0b9ea04edfbea42a20fd0e8f286d10d26c17c04f2e8f41bcc742f47ff119d1b6092ccb2c974c68e3f9cad9d75e969dca1a5917345c69948fd7', '22020-03-01T00:00:00.000000+00:00', 'd9b428b7ebd86088f81a631b2154e376', '2020-03-01 00:00:00+00', '2026-11-30 19:54:37.151072+00', NULL, 'a28q40t86z4spq', 'U3', NULL, 5, NULL, '["06cda16b320d000fa6ee276e48a1add0"]', NULL, NULL);


--
-- Data for Name: rejects; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.rejects VALUES
	(1, 'e2f4683f10694983b40c3c7098dc51fa', '5219bf2af550c5292691276d9ca75b07', 2, 1, NULL, 'id: got nothing, expected the record''s id', '2026-11-30 19:54:27.087733+00'),
	(2, 'e2f4683f10694983b40c3c7098dc51fa', '5219bf2af550c5292691276d9ca75b07', 2, 2, 'odd', 'modified_at: got a text that is no time, expected one such as 2026-03-01T12:00:00Z', '2026-11-30 19:54:27.087733+00'),
	(3, 'e2f4683f10694983b40c3c7098dc51fa', '5219bf2af550c5292691276d9ca75b07', 2, 3, NULL, 'got int, expected an object of columns', '2026-11-30 19:54:27.087733+00'),
	(4, 'e2f4683f10694983b40c3c7098dc51fa', '4afaf49413295c489ec9e3494d08c129', 2, 1, NULL, 'id: got nothing, expected the record''s id', '2026-11-30 19:54:35.623934+00'),
	(5, 'e2f4683f10694983b40c3c7098dc51fa', '4afaf49413295c489ec9e3494d08c129', 2, 2, 'odd', 'modified_at: got a text that is no time, expected one such as 2026-03-01T12:00:00Z', '2026-11-30 19:54:35.623934+00'),
	(6, 'e2f4683f10694983b40c3c7098dc51fa', '4afaf49413295c489ec9e3494d08c129', 2, 3, NULL, 'got int, expected an object of columns', '2026-11-30 19:54:35.623934+00'),
	(7, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 1, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(8, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 2, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(9, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 3, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(10, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 4, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(11, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 5, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(12, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 6, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(13, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 7, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(14, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 8, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(15, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 9, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(16, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 10, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(17, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 11, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(18, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 12, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(19, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 13, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(20, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 14, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(21, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 15, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(22, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 16, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(23, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 17, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(24, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 18, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(25, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 19, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(26, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 20, NULL, 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(27, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 23, 'lead-p44tp0a785t1a1', 'HubSpot''s sync has no leads', '2026-11-30 19:54:36.30469+00'),
	(28, 'e2f4683f10694983b40c3c7098dc51fa', NULL, NULL, 27, NULL, 'id: got nothing, expected the record''s id', '2026-11-30 19:54:36.30469+00');


--
-- Data for Name: saves; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.saves VALUES
	(1, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'c2cdnyy57s0e5d', 'o12', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(2, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'c2cdnyy57s0e5d', 'o32', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(3, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'c60e05rf0qtnpe', 'o16', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(4, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'c60e05rf0qtnpe', 'o36', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(5, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'c6fdxq2dk4czgp', 'o24', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(6, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'c6fdxq2dk4czgp', 'o4', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(7, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'cfa6nzbkc9cxr1', 'o28', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(8, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'company', 'cfa6nzbkc9cxr1', 'o8', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(9, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'person', 'mak91t9xpytehk', 'o36', 'contact', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(10, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U2', 'person', 'mbymhcmn0j49yq', 'o0', 'contact', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(11, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'company', 'c0wphrqfrdv3h6', 'o19', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(12, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'company', 'c0wphrqfrdv3h6', 'o39', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(13, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'company', 'c7m6fxawrr1gtr', 'o11', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(14, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'company', 'c7m6fxawrr1gtr', 'o31', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(15, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'company', 'cdy1r548fewn52', 'o27', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(16, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'company', 'cdy1r548fewn52', 'o7', 'account', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(17, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'person', 'm45dqbat53df5q', 'o11', 'contact', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00'),
	(18, '8466fd6e55182b33ea61fe216b36213f', 'e2f4683f10694983b40c3c7098dc51fa', 'U3', 'person', 'mbg4fv6tryddh9', 'o19', 'contact', 'saved', 'open_opportunity', '2026-11-30 19:54:37.151072+00', '2026-11-30 19:54:37.151072+00');


--
-- Data for Name: seats; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.seats VALUES
	('8466fd6e55182b33ea61fe216b36213f', 'seat-U1', '457589d419dbd5a3c5927323976233c6', NULL, 'U1', 'assigned', '2026-11-30 19:54:24.428244+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'seat-U2', '491591b636640886aaf6e5cabc50fdeb', NULL, 'U2', 'assigned', '2026-11-30 19:54:24.59243+00'),
	('8466fd6e55182b33ea61fe216b36213f', 'seat-U3', '4ce7df797637b0ec83458611a1cf2694', NULL, 'U3', 'assigned', '2026-11-30 19:54:24.730838+00');


--
-- Data for Name: sign_in_providers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: solos; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.solos VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'afjt84wg2qt95q', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c7sb76asrmw6h7",0.994012,0.4785384138410187,"a name or alias in common (+6.4)"]]}', '060b96a5bca9422479261411', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9bwy10g78f5ns', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', '2c8ce71421a6622e5d998536', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aeremjchfe4tmj', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cczksatvxgp8br",0.995138,4.090159119001754,"same name (+5.4)","same city (+4.6)"],["c0ybrdzc2mr21y",0.000013,-16.299582595887298,"name differs (-6.7)","same city (+4.6)","street differs (-4.2)"]]}', 'ff585c96c73cf98f5d9cb18f', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a12pqw2q2sxbv3', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c2cdnyy57s0e5d",0.994726,16.966447746935152,"same domain (+6.0)","same street and house (+5.9)","similar city (+5.6)"],["c62w4tek56qkvx",0.000015,-20.87407472288241,"city differs (-5.9)","domain differs (-5.4)","country differs (-3.5)"]]}', '8873468aecb046ff95e09cf8', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a9pe6mq4brg5n8', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cd89ctsshe1t3w",0.994199,14.41676504878179,"same domain (+6.0)","same city (+5.6)","same name (+5.4)"],["c5rcap835x0sax",0.000034,-4.285881679755741,"city differs (-5.9)","two words or an acronym in common (+4.1)","same country (+3.4)"],["c4tw94gt9t6a52",0.00002,-16.554952392620404,"city differs (-5.9)","domain differs (-5.4)","two words or an acronym in common (+4.1)"]]}', '7057bcd17b0449bd335a7ccc', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adqkef2k4aqzre', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cd7zz4g368jvv8",0.995029,-0.524009620436507,"same name (+5.4)"]]}', 'e9cd02ac0ac1ace73f634ef1', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7bajgwfx9cpaa', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c450rrhkze1a6s",0.994234,3.1712449366628874,"same name (+5.4)","same postal code (+5.2)","phone differs (-1.5)"],["ca0k9x7h7pwskf",0.000014,-10.175101932691195,"postal differs (-4.1)","a word in common (-0.2)"],["c6fdxq2dk4czgp",0.000014,-16.705308159036907,"name differs (-6.7)","postal differs (-4.1)"],["caneamdyfgbdzs",0.000013,-14.091360097876345,"name differs (-6.7)","phone differs (-1.5)"]]}', '09027442ec5b7f2ea35bf8ee', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a14v0xbwqj7k88', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', '4c19a076dab035dea7d84539', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5a75s27ct3jzx', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cczksatvxgp8br",0.995102,-0.524009620436507,"same name (+5.4)"]]}', '564b88bd1a342bf2ec9e96d6', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1s2rqq7xz7myt', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', '17f0acce4b70b1524ac428f6', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a342g4dfqzwf30', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c6fdxq2dk4czgp",0.99323,8.751329615644474,"same street and house (+5.9)","same name (+5.4)","same country (+3.4)"],["caneamdyfgbdzs",0.000101,-4.096050375822473,"three words in common (+3.3)","phone differs (-1.5)"],["cfa6nzbkc9cxr1",0.000015,-16.17194718295174,"name differs (-6.7)","country differs (-3.5)"]]}', '8d42a2889b48f8c5fe551475', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a0dq6rsk576eny', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ceap5sec7kycp3",0.010924,-9.641740956606029,"country differs (-3.5)","a word in common (-0.2)"],["c62w4tek56qkvx",0.010173,-9.641740956606029,"country differs (-3.5)","a word in common (-0.2)"]]}', '38451a361ce399a5b6dbf548', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aday4bayept9vf', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c7sb76asrmw6h7",0.047384,-20.679633759356115,"name differs (-6.7)","city differs (-5.9)","postal differs (-4.1)"],["c8w7r9cptg57jv",0.002775,-22.049546709391773,"name differs (-6.7)","city differs (-5.9)","country differs (-3.5)"]]}', 'f16cbfd36c03871baa51c353', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'abna9yenwn9fga', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cczksatvxgp8br",0.995149,13.378845750120421,"same phone (+5.9)","same name (+5.4)","same city (+4.6)"],["c0ybrdzc2mr21y",0.000013,-6.1086797014012095,"name differs (-6.7)","same city (+4.6)","same country (+3.4)"]]}', '428956058b2dadaa939d1d7f', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a5fsteg0hrxn5x', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c28xn82gnq7smx",0.988778,2.844502036600367,"same name (+5.4)","same country (+3.4)"],["c4785q823za2fz",0.000056,-9.641740956606029,"country differs (-3.5)","a word in common (-0.2)"]]}', 'ab2cefb3ef1586673e926927', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4amkk2v9grjk7', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cdw0ec7cx2sc9p",0.977549,-1.7767938103525838,"two words or an acronym in common (+4.1)"]]}', 'ae09964041e345855e459aa0', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'afeewsc0brmzd9', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', 'ffabe411f8a5673b8c3002ce', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a61xaqm5c3eswt', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c0ybrdzc2mr21y",0.995113,-0.524009620436507,"same name (+5.4)"]]}', '83fb209da1348ec3e8011923', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a69fx1xq24v037', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', '44087a0938c796665b39e896', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aaktvxph894q3j', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', '1321c7b00d29ab7a332c8bc8', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4c5f710bek00s', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cc9tc4n2w487t9",0.995295,8.458670776038629,"same city (+5.6)","same name (+5.4)","same country (+3.4)"]]}', '8462daeb4ec54b0d812c95cb', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a77f3kckpj99ma', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c7sb76asrmw6h7",0.028687,-24.038872565899773,"name differs (-6.7)","domain differs (-5.4)","industry differs (-5.3)"],["c8w7r9cptg57jv",0.004765,-21.526681422788087,"name differs (-6.7)","domain differs (-5.4)","country differs (-3.5)"]]}', 'a1e0a7948f1745666899823b', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'acwvsn8d5cjr9j', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c7sb76asrmw6h7",0.867506,-1.7767938103525838,"two words or an acronym in common (+4.1)"]]}', '822cb80f1fdb6a51a7c9471d', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'ab17n7cytc6etq', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c360s30qg8sx22",0.990509,8.458670776038629,"same city (+5.6)","same name (+5.4)","same country (+3.4)"],["c0bjx4x9sc35gr",0.000361,-2.329481047900471,"very similar name or alias (+6.1)","city differs (-5.9)","same country (+3.4)"]]}', 'e0ac752fcc19d1bb0ae484a5', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a851p0hnaye32m', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c52mpt9c36gyqs",0.995059,20.045193570492277,"same phone (+5.9)","same industry (+5.7)","same city (+5.6)"],["ca0k9x7h7pwskf",0.000012,-31.476074325531776,"name differs (-6.7)","city differs (-5.9)","industry differs (-5.3)"]]}', 'a0c2ee8af59529e6d9c638c1', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7kqy6agz1qpp1', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cemz65mey44a86",0.995152,8.764677010682158,"same phone (+5.9)","same name (+5.4)","same country (+3.4)"],["cakaycpsxhh1p3",0.000012,-16.98457821396211,"city differs (-5.9)","country differs (-3.5)","phone differs (-1.5)"]]}', 'ca76b5b12ba764a7205e4385', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a24p9bdhxry0yw', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cdy1r548fewn52",0.99228,4.679648503296828,"a name or alias in common (+6.4)","same industry (+5.7)","phone differs (-1.5)"],["c4tdtes40915ym",0.000018,-11.44325796467798,"industry differs (-5.3)","a word in common (-0.2)"],["cf7tm849w80tcm",0.000018,-12.908495695594025,"industry differs (-5.3)","phone differs (-1.5)","a word in common (-0.2)"]]}', 'df60f4007cf986ab649ac1b8', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6rq04vzjgqt9b', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', '20200f27bddbeb11d0f8c0b9', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'acrs35156rtytc', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cczksatvxgp8br",0.995149,7.458670776038629,"same name (+5.4)","same city (+4.6)","same country (+3.4)"],["c0ybrdzc2mr21y",0.000013,-8.851885146773814,"name differs (-6.7)","same city (+4.6)","street differs (-4.2)"]]}', '6758401e1f113a84df3e0ba2', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4k0dbn4prqjew', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c0bjx4x9sc35gr",0.91578,-0.524009620436507,"same name (+5.4)"],["c360s30qg8sx22",0.010659,0.17960682150268692,"very similar name or alias (+6.1)"]]}', '2f08b6c04a7bc22788cdc155', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a6fvg6vj8twxs3', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c5rcap835x0sax",0.992894,18.031846175454593,"same street and house (+5.9)","same city (+5.6)","same name (+5.4)"],["cd89ctsshe1t3w",0.00005,-0.619533859383885,"city differs (-5.9)","two words or an acronym in common (+4.1)","same industry (+3.7)"],["c4tw94gt9t6a52",0.000026,-20.756003153136103,"city differs (-5.9)","industry differs (-5.3)","street differs (-4.2)"]]}', '681f966f511224ab8aad36dd', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adgtyn1pcbzscv', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c62w4tek56qkvx",0.935377,-5.322618626344028,"two words or an acronym in common (+4.1)","country differs (-3.5)"]]}', '0a25c6cc0edd7c54483cfe54', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a89mkr0bxgrf24', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c0wphrqfrdv3h6",0.993343,-0.524009620436507,"same name (+5.4)"],["c9mstmsx8f1hyz",0.000016,-12.626122366960297,"name differs (-6.7)"]]}', 'a5b6ecbbabf24d604fcf8a70', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a91fyvknd3w9ae', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ceap5sec7kycp3",0.016356,-6.095916140614586,"a word in common (-0.2)"],["c62w4tek56qkvx",0.01348,-6.095916140614586,"a word in common (-0.2)"]]}', '0c175bd656498084b25479b1', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aetzq1eh7ge0dz', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c2ahn8pfp1vbt2",0.994982,8.004994324615808,"same name (+5.4)","same postal code (+5.2)","same country (+3.4)"],["c9p05xdaa74k1m",0.000013,-13.720926748682638,"postal differs (-4.1)","country differs (-3.5)","a word in common (-0.2)"],["cekke3sx8k2295",0.000012,-18.170545889952955,"name differs (-6.7)","postal differs (-4.1)","phone differs (-1.5)"]]}', 'b485849dea3df6eb8fcb06cc', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aejnq10pfs3bsw', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cczksatvxgp8br",0.995102,-0.524009620436507,"same name (+5.4)"]]}', '811c0d7d41125f2b806e6627', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a90ka0157tmkvm', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ca0k9x7h7pwskf",0.995209,14.365498355082735,"same street and house (+5.9)","same city (+5.6)","same name (+5.4)"],["c52mpt9c36gyqs",0.000011,-22.049546709391773,"name differs (-6.7)","city differs (-5.9)","country differs (-3.5)"],["c450rrhkze1a6s",0.000011,-15.51934048304606,"city differs (-5.9)","country differs (-3.5)","a word in common (-0.2)"]]}', '8548ca1b352504439b8d51ed', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a28q40t86z4spq', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c0wphrqfrdv3h6",0.991934,25.24615319144661,"a name or alias in common (+6.4)","same domain (+6.0)","same city (+5.6)"],["c9mstmsx8f1hyz",0.000019,-36.83080856536812,"name differs (-6.7)","city differs (-5.9)","domain differs (-5.4)"]]}', '6768064b9f78431b569f2a8e', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7efxgwrewb3r8', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cd7zz4g368jvv8",0.993354,13.101441846917828,"a name or alias in common (+6.4)","same city (+5.6)","similar street (+3.6)"]]}', '6d8446db4cfbcf630296b2fb', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcc1hjy54mjjek', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbmamy4mw6wre0",0.9594,14.271156548137878,"same last name (+6.2)","same city (+5.3)","same postal code (+5.1)"]]}', '5ab0ee058e08b014f01ab86b', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a19xy173gxf532', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c6fdxq2dk4czgp",0.993153,8.80259630934353,"same domain (+6.0)","same name (+5.4)","same country (+3.4)"],["caneamdyfgbdzs",0.000086,-5.989941036037062,"same domain (+6.0)","city differs (-5.9)","region differs (-3.4)"],["cfa6nzbkc9cxr1",0.000016,-27.40428094922812,"name differs (-6.7)","city differs (-5.9)","domain differs (-5.4)"],["c450rrhkze1a6s",0.000016,-27.40428094922812,"name differs (-6.7)","city differs (-5.9)","domain differs (-5.4)"]]}', '24f4cc62e8b31712003dae8d', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4sfb5qcy31g12', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c9p05xdaa74k1m",0.982274,-3.3662179944887565,"very similar name or alias (+6.1)","country differs (-3.5)"],["c2ahn8pfp1vbt2",0.000046,-9.641740956606029,"country differs (-3.5)","a word in common (-0.2)"],["cekke3sx8k2295",0.000041,-12.626122366960297,"name differs (-6.7)"]]}', 'a31b3713eee6e51f16e63e90', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a85a85wxcphgxt', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c7sb76asrmw6h7",0.018114,-22.58290768547694,"name differs (-6.7)","city differs (-5.9)","postal differs (-4.1)"],["c8w7r9cptg57jv",0.005472,-18.50372189340033,"name differs (-6.7)","city differs (-5.9)"]]}', 'ca3a39a8c679dc476703198a', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a4mn1s3qjb1hkk', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c28xn82gnq7smx",0.989108,12.426949592366077,"same domain (+6.0)","same name (+5.4)","phone one digit apart (+3.6)"],["c4785q823za2fz",0.000057,-3.6836466838628668,"same domain (+6.0)","country differs (-3.5)","a word in common (-0.2)"]]}', '477a21ae4494a3474246462f', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a7j4ag7nms4sra', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c2jbhekg4b0dsy",0.995284,13.431024831054014,"same phone (+5.9)","same name (+5.4)","same industry (+4.7)"]]}', 'c02725cfe9c6ad537951db4b', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a11h0h83h744dm', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c7m6fxawrr1gtr",0.994014,-0.524009620436507,"same name (+5.4)"]]}', '9dc7b42e5844558a472b3562', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2s7y0bb8hfqwt', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cczksatvxgp8br",0.99409,2.624921388085707,"same name (+5.4)","same city (+4.6)","phone differs (-1.5)"],["c0ybrdzc2mr21y",0.000015,-9.477191358438084,"name differs (-6.7)","same city (+4.6)","phone differs (-1.5)"]]}', '19e52a3ece337a8d961b4193', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aamhg1srgnc0w0', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ceap5sec7kycp3",0.992845,8.764677010682158,"same phone (+5.9)","same name (+5.4)","same country (+3.4)"],["c62w4tek56qkvx",0.00005,-5.322618626344028,"two words or an acronym in common (+4.1)","country differs (-3.5)"]]}', '63a1fb32d10e734e78a1d208', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a26yzw3m38q48m', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cfa6nzbkc9cxr1",0.991979,0.4785384138410187,"a name or alias in common (+6.4)"],["c6fdxq2dk4czgp",0.000021,-6.095916140614586,"a word in common (-0.2)"],["cc3ffrxaq4001j",0.000021,-6.095916140614586,"a word in common (-0.2)"]]}', 'c72a6bcd5bfb45cceed7aa0d', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'adajng9mntj5z5', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c1h5x6e48y695s",0.990044,0.4785384138410187,"a name or alias in common (+6.4)"]]}', '74263a1e5902fc395083d407', '74279251145f+e82d1dca5111.0');
INSERT INTO public.solos VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8abv5sar8t6rv', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c0zqxh4779fsws",0.995284,16.157478986061303,"same street and house (+5.9)","same city (+5.6)","same name (+5.4)"]]}', '120cedd10ca07f565f4c49be', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8fc8da0pzka04', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', 'f3768e50460c24ac68971721', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a714b0s9rb54bk', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cfn1x2jqkbx0e4",0.99525,8.764677010682158,"same phone (+5.9)","same name (+5.4)","same country (+3.4)"]]}', 'b30590703428edaecc2e11fc', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a98crxw90156qx', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ca8qs9616jjc2d",0.995136,11.059620167891044,"same domain (+6.0)","similar city (+5.6)","same name (+5.4)"],["cakaycpsxhh1p3",0.000012,-22.58290768547694,"name differs (-6.7)","city differs (-5.9)","postal differs (-4.1)"]]}', '9291ca413a788210f267daa8', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a1xgza01xg34c6', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c60e05rf0qtnpe",0.995223,8.80259630934353,"same domain (+6.0)","same name (+5.4)","same country (+3.4)"],["c4n6fze3hfjeq1",0.000011,-24.95326051495902,"city differs (-5.9)","domain differs (-5.4)","postal differs (-4.1)"]]}', 'fdaea02f4703f52b6cd26774', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'abc94bt9apf8gq', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["c5h60ggvyz65xh",0.995284,12.125018596410484,"same city (+5.6)","same name (+5.4)","same industry (+3.7)"]]}', '49ca22fc48068e8ef5378a6c', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'aa2bf5yss8y0f3', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cc3ffrxaq4001j",0.994644,-0.524009620436507,"same name (+5.4)"],["cfa6nzbkc9cxr1",0.000016,-6.095916140614586,"a word in common (-0.2)"]]}', 'bf32b85157f253680a28fe34', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a2r1tacvce4hkz', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ceap5sec7kycp3",0.992739,5.434084652306655,"same domain (+6.0)","same name (+5.4)"],["c62w4tek56qkvx",0.000048,-11.21071384226554,"domain differs (-5.4)","two words or an acronym in common (+4.1)","postal differs (-4.1)"]]}', '39205917f006697e2369bd96', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a3p29f7z9yjd5j', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cfa6nzbkc9cxr1",0.984587,0.4785384138410187,"a name or alias in common (+6.4)"],["cekke3sx8k2295",0.000059,-1.7767938103525838,"two words or an acronym in common (+4.1)"],["c4tw94gt9t6a52",0.000039,-6.095916140614586,"a word in common (-0.2)"],["c6fdxq2dk4czgp",0.000039,-6.095916140614586,"a word in common (-0.2)"]]}', '780f937566da6e2b74f23f6d', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'account', 'a8wkmnvk7mf1ad', 'company', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["cd89ctsshe1t3w",0.979827,-0.524009620436507,"same name (+5.4)"],["c5rcap835x0sax",0.000373,-1.7767938103525838,"two words or an acronym in common (+4.1)"],["c4tw94gt9t6a52",0.00012,-1.7767938103525838,"two words or an acronym in common (+4.1)"]]}', '3a6f22d3727fb99a5bebfc96', '74279251145f+e82d1dca5111.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p8c5xyjk21hny1', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mak91t9xpytehk",0.979782,19.50953974323974,"same first name (+6.1)","same birth date (+6.0)","same title (+5.7)"],["mc9hwjmx070srf",0.003628,-4.379604593836772,"same last name (+4.7)","first differs (-3.6)","same postal code (+3.5)"],["meb8wbe47evt5t",0.003438,-4.379604593836772,"same last name (+4.7)","first differs (-3.6)","same postal code (+3.5)"]]}', '6509ffc8c8b26b946856ec24', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'padbxapfns1rx2', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m2ctjna5zvczqq",0.937951,13.274050878108998,"same last name (+5.2)","same postal code (+5.1)","same first name (+5.1)"],["mazds9cdjzh80c",0.088489,12.622614790171824,"same street and house (+6.0)","same city (+5.3)","same last name (+5.2)"],["m1bjnyc77bv9ps",0.009897,-12.355214777853702,"same company (+4.7)","last differs (-3.8)","first differs (-3.6)"],["m2vndw6f7tkr4q",0.008942,-13.904261892426023,"same company (+4.7)","last differs (-3.8)","first differs (-3.6)"]]}', '23dd88b1aeb86b269445651a', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa4pdydakczypq', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m45dqbat53df5q",0.981805,17.880035885284443,"same first name (+6.1)","same title (+5.7)","same last name (+5.2)"],["ma02vgy5czpt9q",0.004236,-6.9992575122254905,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"],["m7za5wb33xe98y",0.003379,-7.272250454322942,"same last name (+5.2)","first differs (-3.6)","same country (+2.6)"],["m8p90pqmfke9hq",0.002811,-14.996124791306547,"same company (+4.7)","last differs (-3.8)","first differs (-3.6)"]]}', 'd0fe63941c74cf0f2a3843b2', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p07fyzwr8yzsz5', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m2gaqnjmpkj9pe",0.961463,11.275556605934804,"same last name (+6.2)","same city (+5.3)","same region (+3.6)"],["mdxdwtexwey81q",0.007565,-9.18170608008195,"a present or past company in common (+4.3)","last differs (-3.8)","postal differs (-1.7)"],["m45ejc5fh4kdkv",0.007315,-10.94933878538885,"a present or past company in common (+4.3)","last differs (-3.8)","region differs (-1.8)"]]}', 'eb581c80c521953d2ae2f8ef', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9jcqmn1tn0xmw', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mb1x4t4qh6sv0t",0.53875,7.524671907022896,"same last name (+6.2)","same city (+5.3)","same postal code (+5.1)"],["m9rx97gdbpq3qz",0.047396,-16.56100507226202,"same company (+5.7)","last differs (-3.8)","first differs (-3.6)"],["meb8wbe47evt5t",0.046315,-14.599184874761765,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"],["m5zpy9w94nbsxw",0.04459,-12.788482375665444,"first differs (-3.6)","similar last name (+3.1)","company differs (-2.6)"]]}', 'bbc1cd6cc2c81add9009ed3b', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p498yg64eh86as', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m0c4cr1rmtkkyt",0.943337,15.411693193914719,"same first name (+6.1)","same street and house (+6.0)","same last name (+4.7)"],["m4d7fffq5qvmv2",0.014626,5.847239875599536,"same street and house (+6.0)","same last name (+4.7)","same city (+4.3)"],["m920gxe1k26b83",0.013586,3.939709406301739,"same last name (+4.7)","same city (+4.3)","same postal code (+4.1)"]]}', '798f1187eea757d71ef742fc', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pa0mw04npga87x', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mfkxq0hpsr7xq0",0.963649,22.564788934491613,"same last name (+6.2)","same first name (+6.1)","same company (+5.7)"]]}', '8b6be208cde5208e0c7d7b98', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7e65z7z2zs3nz', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m7x8tyeg58qqtd",0.964994,16.28792564204501,"same last name (+6.2)","same first name (+6.1)","same city (+5.3)"]]}', 'f600657d51d74ed77844ed2a', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5nkh2sjkr7pvx', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m920gxe1k26b83",0.796305,6.593332403931918,"same last name (+4.7)","same city (+4.3)","same postal code (+4.1)"],["m4d7fffq5qvmv2",0.20183,4.044658915257843,"same last name (+4.7)","same city (+4.3)","a word of the title in common (+1.6)"],["m0c4cr1rmtkkyt",0.112594,-0.14479600374270074,"same last name (+4.7)","same postal code (+4.1)","title differs (-2.4)"]]}', '794e67f9e71d5d1a55ee1a17', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p85d10zmenexah', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbg4fv6tryddh9",0.832044,-0.13465741910267814,"same first name (+6.1)","same last name (+5.2)","company differs (-2.6)"],["maw25g50zz2b6z",0.022543,-10.783782318721137,"same last name (+5.2)","first differs (-3.6)","company differs (-2.6)"]]}', 'fdfffde96f7b251133f20992', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pe574rgrk2m50k', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m2yffhz6vt1hvh",0.238764,-11.109856735135809,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["mad8b3543yvkad",0.208103,-11.764392871384645,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["m45ejc5fh4kdkv",0.112151,-11.764392871384645,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["me0qxqx1022ke8",0.094197,-13.721545064560576,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"]]}', '6ac40e711fc09c2f6aa2baf0', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfz9ev410skxfz', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ma02vgy5czpt9q",0.505339,-9.322705842341962,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["m86s1mfw19xjs5",0.133767,-10.332840727963854,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["m7za5wb33xe98y",0.11277,-11.764392871384645,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["m9pd6kfr61dend",0.103598,-10.332840727963854,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"]]}', '5eb15830f2cd342c6f704e63', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9mfcb6r3fxew5', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m89119n5n788tj",0.963203,16.671629024102778,"same first name (+6.1)","same phone (+5.8)","same title (+5.7)"],["m7dm4v6rcgxste",0.007641,-8.376580526091413,"last differs (-3.8)","first differs (-3.6)","same company (+2.9)"],["m1gyykbvcwyyw1",0.007116,-13.633645489732336,"last differs (-3.8)","first differs (-3.6)","same company (+2.9)"],["m0drbpdkq542f9",0.006744,-10.292114925716225,"last differs (-3.8)","first differs (-3.6)","same company (+2.9)"]]}', '2824a1b5a8bf916eab05b665', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p1vw3raey8c1q9', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m081mgh6cwqhaz",0.947876,13.836043150882507,"same last name (+6.2)","same first name (+6.1)","same city (+5.3)"]]}', '35aff9c78e3db23bec4399e6', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfpqfqrd1km72k', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbfpjdz1jk7p55",0.52331,0.13272876554488078,"same last name (+6.2)","same first name (+6.1)","company differs (-2.6)"]]}', '64568792f081e68c40f2ebb3', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2j76xaj1q7zg4', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mazds9cdjzh80c",0.306707,3.873333425526794,"same street and house (+6.0)","same city (+5.3)","same last name (+5.2)"],["m2ctjna5zvczqq",0.082839,-2.330638422402939,"same last name (+5.2)","same postal code (+5.1)","first differs (-3.6)"],["m45dqbat53df5q",0.059057,-12.355214777853702,"same company (+4.7)","last differs (-3.8)","first differs (-3.6)"],["ma02vgy5czpt9q",0.058448,-14.263104312875656,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"]]}', 'f3419efbaa5a018976c8ed3f', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pc838pgj9w71j5', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m34t40p1pvncnh",0.839016,-1.438634990697432,"same first name (+5.1)","same last name (+4.7)","region differs (-1.8)"],["m2yffhz6vt1hvh",0.030523,-11.140813949463134,"same first name (+5.1)","last differs (-3.8)","region differs (-1.8)"],["meb8wbe47evt5t",0.025217,-16.07704250159204,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"],["m9rx97gdbpq3qz",0.022924,-14.647010593400356,"same company (+5.7)","last differs (-3.8)","first differs (-3.6)"]]}', '71898739d4165d62ba983ddc', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbr03asbbkg6x', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mf5vr88zhvxb9k",0.873154,6.108476556009368,"same last name (+6.2)","same company (+5.7)","similar first name or same initial (+2.4)"]]}', '6e4de6b781a61fc1b917a1a8', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p08xxg2h111r5c', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mak91t9xpytehk",0.967276,13.315563613659037,"same first name (+6.1)","very similar last name (+4.9)","same city (+3.7)"],["mc9hwjmx070srf",0.010717,-0.438344623656687,"very similar last name (+4.9)","same city (+3.7)","first differs (-3.6)"],["meb8wbe47evt5t",0.009596,-0.438344623656687,"very similar last name (+4.9)","same city (+3.7)","first differs (-3.6)"]]}', '278be96e17027e07a588081a', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p6jnb3j3gg6ymm', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m1pcfs6c31gxvc",0.946091,1.8430259392273287,"same first name (+6.1)","same last name (+4.7)","title differs (-2.4)"],["m34t40p1pvncnh",0.008949,-7.906255425417702,"same last name (+4.7)","first differs (-3.6)","title differs (-2.4)"],["m61mqd846s4rjk",0.008927,-10.468901284468863,"same last name (+4.7)","first differs (-3.6)","company differs (-2.6)"]]}', '643160cd181703550e938011', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p45q62yd6kx870', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m1n7a05z43e4m2",0.416494,-6.1455342363062195,"same company (+5.7)","first differs (-3.6)","postal differs (-1.7)"],["mc19j0c4n5ggfk",0.115468,-8.742227213774632,"a present or past company in common (+4.3)","first differs (-3.6)","street differs (-1.5)"]]}', '2dcb24ad10707b1a4ea6bc44', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdvr5ash9pw9b7', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ma68f1s4nnvah5",0.881121,0.06623340021419644,"a last name in common, or swapped (+4.9)","very similar first name, or swapped (+4.1)","title differs (-2.4)"],["m8hamjw0dt7vf1",0.024887,-5.974926450549868,"same company (+5.7)","last differs (-3.8)","title differs (-2.4)"]]}', 'c7f87c24df40b9852b61751e', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p9bcc12qqqcxja', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mefsja80msbba2",0.980372,25.334914917325328,"same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"],["m6w4r8yact4sv9",0.0035,-12.984469670455546,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"]]}', 'bcf3e469d58a72d24650c11c', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbd9mphh11m6dh', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ma451vrpq6rhfn",0.737302,4.549559678807869,"same last name (+5.2)","same name or nickname (+4.8)","same region (+3.6)"],["mekqzvy5dsrtvf",0.040277,-3.8868071364157313,"same last name (+5.2)","first differs (-3.6)","same region (+3.6)"],["m45ejc5fh4kdkv",0.037132,-8.686721778526373,"last differs (-3.8)","first differs (-3.6)","same region (+3.6)"],["mad8b3543yvkad",0.035906,-8.421830704382312,"last differs (-3.8)","first differs (-3.6)","same region (+3.6)"]]}', '9a512280df9bee083dded8dd', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p194g697bbzvsz', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m2vndw6f7tkr4q",0.975979,28.116929667814226,"same last name (+6.2)","same first name (+6.1)","same street and house (+6.0)"],["m2ctjna5zvczqq",0.004435,-11.353694542624591,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"],["m1bjnyc77bv9ps",0.004069,-15.747066883545637,"same company (+4.7)","last differs (-3.8)","first differs (-3.6)"]]}', '2e3cd11508b34481399d335c', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p0a6anydv7p0s6', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[]}', '7277da72d9974899dcdb4083', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5v69sv5byh2tp', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m3wx30exq00dg9",0.255405,-6.442251754705024,"same last name (+6.2)","first differs (-3.6)","company differs (-2.6)"],["m1mn78mg24f7qf",0.106968,-12.904261892426023,"same company (+5.7)","last differs (-3.8)","first differs (-3.6)"],["mcyz463dx5jkkp",0.085241,-8.459821113846468,"same first name (+6.1)","last differs (-3.8)","company differs (-2.6)"],["mdc4tgvt9q12js",0.071501,-8.03341129479817,"same name or nickname (+4.8)","last differs (-3.8)","company differs (-2.6)"]]}', 'e13bf2ffb2d26f45383b725b', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pavkvw4frne31e', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mazds9cdjzh80c",0.956566,13.601033340833549,"same company (+5.7)","same last name (+5.2)","same name or nickname (+4.8)"],["m2ctjna5zvczqq",0.022563,0.6932298312742071,"same last name (+5.2)","same name or nickname (+4.8)","same country (+2.6)"]]}', '9f662937d90bc23b98de0cb7', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfbrw8235djkp1', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ma68f1s4nnvah5",0.910404,4.8696754689911685,"same first name (+6.1)","same last name (+5.2)"],["mecdvrbgyf1prb",0.016504,-8.180913933458577,"same company (+5.7)","last differs (-3.8)","first differs (-3.6)"],["m8hamjw0dt7vf1",0.012701,-7.442251754705024,"same last name (+5.2)","first differs (-3.6)","company differs (-2.6)"]]}', 'cd01a02269a108aad3fd8bc8', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p28eavkvmf85xc', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbg4fv6tryddh9",0.980142,15.888910832630533,"same first name (+6.1)","same company (+5.7)","same city (+5.3)"],["maw25g50zz2b6z",0.003711,-3.496253589089181,"same last name (+5.2)","a present or past company in common (+4.3)","first differs (-3.6)"]]}', 'a27ef3ba7aff6fedbb498d68', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcqtkzg7f7mwwe', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m0drbpdkq542f9",0.97711,20.115596549986364,"same first name (+6.1)","same phone (+5.8)","a last name in common, or swapped (+4.9)"],["m0kcy0g37vdyn8",0.005505,2.1470944383630033,"a last name in common, or swapped (+4.9)","same city (+4.3)","first differs (-3.6)"],["m1gyykbvcwyyw1",0.004882,-13.633645489732336,"last differs (-3.8)","first differs (-3.6)","same company (+2.9)"],["m7dm4v6rcgxste",0.004408,-8.376580526091413,"last differs (-3.8)","first differs (-3.6)","same company (+2.9)"]]}', '34709d71ab4f4fcad8e45497', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3dwg3skd1w8nc', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbg4fv6tryddh9",0.813514,-1.5662095625234693,"same first name (+6.1)","same last name (+5.2)","company differs (-2.6)"],["maw25g50zz2b6z",0.030024,-11.43314296656194,"same last name (+5.2)","first differs (-3.6)","same country (+2.6)"]]}', 'd289f559e44242342d88547c', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5hyd2pj33gc39', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m7x8tyeg58qqtd",0.93134,10.6005550105863,"same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]]}', 'b53947feca65ffe2939095a0', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pawwqnjnm691pc', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ma451vrpq6rhfn",0.323077,3.1180075353870778,"same last name (+5.2)","same name or nickname (+4.8)","same region (+3.6)"],["me0qxqx1022ke8",0.306921,3.3174153924054597,"same house, similar street (+5.4)","same city (+4.3)","same postal code (+4.1)"],["mfje5sa7h1w386",0.073707,0.9127725940281297,"same house, similar street (+5.4)","same city (+4.3)","same postal code (+4.1)"],["m7p5fxen2gdm0f",0.052716,-17.068994978433,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"]]}', 'a37706833847f28fc816cc9f', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5j4nc55dytyck', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m1bjnyc77bv9ps",0.975619,9.160917310577805,"same last name (+6.2)","same first name (+6.1)","same company (+4.7)"],["m2ctjna5zvczqq",0.004131,-14.78197323951115,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"],["m2vndw6f7tkr4q",0.003855,-14.868091294638432,"same company (+4.7)","last differs (-3.8)","first differs (-3.6)"]]}', 'f8495b31565c8719a8bd9d47', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p46h0vs0ht1ade', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["makft19j8dc1jc",0.977174,20.06754001939684,"same last name (+6.2)","same first name (+6.1)","same city (+3.7)"],["m1pcfs6c31gxvc",0.003899,-3.106709258180394,"last differs (-3.8)","same city (+3.7)","first differs (-3.6)"],["m3wx30exq00dg9",0.003869,-10.502842028345938,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["maqdr56dkhwrcq",0.003797,-10.502842028345938,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"]]}', 'eaa3ed2d9e696b31e9ad8f68', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pbh25d8k3882wb', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m9pd6kfr61dend",0.970819,9.440542659493316,"same last name (+6.2)","same first name (+6.1)","same company (+3.4)"],["ma02vgy5czpt9q",0.007144,-9.322705842341962,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["m7za5wb33xe98y",0.005149,-11.764392871384645,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"],["m86s1mfw19xjs5",0.005072,-10.332840727963854,"last differs (-3.8)","first differs (-3.6)","same company (+3.4)"]]}', '1af825ccaec5f40e976eaab7', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p37s4w740rfjsf', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbg4fv6tryddh9",0.980953,16.268347555859677,"same first name (+6.1)","same company (+5.7)","same title (+5.7)"],["maw25g50zz2b6z",0.003728,-3.146182887274241,"same last name (+5.2)","a present or past company in common (+4.3)","first differs (-3.6)"]]}', '9f341b6435f2f96d165e1cbc', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p52k6t2cjxkr1t', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m4d7fffq5qvmv2",0.971401,18.927860864772033,"same first name (+6.1)","same last name (+4.7)","same city (+4.3)"],["m920gxe1k26b83",0.01081,10.64018674963917,"same last name (+4.7)","same city (+4.3)","same company (+4.1)"],["mazds9cdjzh80c",0.005277,-14.434350090762987,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"],["m5zpy9w94nbsxw",0.004883,-12.785246686045383,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"]]}', 'f364cbac71e0e659165b58fa', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'paa8z6a3gktdea', 'person', '{"basis":"shipped","alike":false,"said":[1,null,"rejection","2026-11-30T19:54:38.941308+00:00"],"named_at":null,"candidates":[]}', '22caa26c4d24f09c239a05f9', '904f7defaea8+9b1274c5fa4d.0');
INSERT INTO public.solos VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p5qymv7pz3v584', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbymhcmn0j49yq",0.599647,-4.231563987565371,"same birth date (+6.0)","last differs (-3.8)"],["mbytj1q7yye2d7",0.229649,1.0617233511387303,"same street and house (+6.0)","same city (+5.3)","last differs (-3.8)"]]}', 'b06fd473a97b088a9e342c99', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pekbpmz511d1g8', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbymhcmn0j49yq",0.709322,-3.8633626558549414,"same first name (+6.1)","a last name in common, or swapped (+4.9)","country differs (-3.4)"],["mbytj1q7yye2d7",0.031924,-15.044196163920764,"a last name in common, or swapped (+4.9)","first differs (-3.6)","country differs (-3.4)"]]}', 'db6d7ad5d2c66b8c5aab53d7', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pcp300z0j3pv39', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m5zpy9w94nbsxw",0.941168,3.3070296099400056,"same last name (+6.2)","same first name (+6.1)","company differs (-2.6)"],["mb1x4t4qh6sv0t",0.009941,-9.444180230888234,"first differs (-3.6)","similar last name (+3.1)","same country (+2.6)"],["m6tpz93x67js55",0.008232,-13.848622152646142,"same name or nickname (+4.8)","last differs (-3.8)","country differs (-3.4)"]]}', '8404805776d5a2b0430e035c', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2c5x5vjzf2pmb', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mcyz463dx5jkkp",0.976925,13.683385055138517,"same first name (+6.1)","same last name (+5.2)","same title (+4.7)"],["m8p90pqmfke9hq",0.003875,-9.883938783747709,"same last name (+5.2)","first differs (-3.6)","company differs (-2.6)"],["mdc4tgvt9q12js",0.00373,-10.475098323840854,"same name or nickname (+4.8)","last differs (-3.8)","company differs (-2.6)"],["mbmamy4mw6wre0",0.003666,-11.197428577600524,"same company (+4.1)","last differs (-3.8)","first differs (-3.6)"]]}', '8c302a8964abf8881932bf47', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pdzwjsfv2tjq6s', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m8hamjw0dt7vf1",0.912245,3.7018084169211427,"same company (+5.7)","same last name (+5.2)","similar first name or same initial (+2.4)"],["ma68f1s4nnvah5",0.020073,-8.100212223458469,"same last name (+5.2)","first differs (-3.6)","postal differs (-1.7)"]]}', '133c23d8e049d07c0badfb95', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfcyyxfqjqzj81', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mazds9cdjzh80c",0.356313,3.873333425526794,"same street and house (+6.0)","same city (+5.3)","same last name (+5.2)"],["m2ctjna5zvczqq",0.091147,-2.330638422402939,"same last name (+5.2)","same postal code (+5.1)","first differs (-3.6)"],["m1021gzpm1evfa",0.051892,-12.856436173787431,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"]]}', '863865e0a644807849d23fcd', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pfhmmbh24y4aj1', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m9rx97gdbpq3qz",0.966888,26.581599395214752,"same last name (+6.2)","same first name (+6.1)","same birth date (+6.0)"]]}', 'cd9577e6c75d65851ba6b5f1', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p7y0wz0yrvzy54', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mc9hwjmx070srf",0.975763,7.941264874940959,"same first name (+6.1)","same last name (+4.7)","similar company (+3.7)"],["meb8wbe47evt5t",0.005157,-4.984859132075401,"same last name (+4.7)","first differs (-3.6)","a word of the company in common (+0.5)"],["mak91t9xpytehk",0.003847,-8.02721425542618,"same last name (+4.7)","first differs (-3.6)","company differs (-2.6)"]]}', '156d860bca2922048199a6e8', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p44tp0a785t1a1', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mbymhcmn0j49yq",0.981133,17.880035885284443,"same last name (+6.2)","same first name (+6.1)","same title (+5.7)"],["mbytj1q7yye2d7",0.003907,-2.8198496450415997,"a last name in common, or swapped (+4.9)","same company (+3.7)","first differs (-3.6)"],["m7p5fxen2gdm0f",0.00362,-11.183693242242509,"a present or past company in common (+4.3)","last differs (-3.8)","first differs (-3.6)"],["maevvancrfx2nw",0.003386,-11.488770259906765,"last differs (-3.8)","same company (+3.7)","first differs (-3.6)"]]}', 'eb5d9564709ebeb7b46f08b6', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3f819h12sxqyy', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mf5vr88zhvxb9k",0.96643,12.19758415163605,"same last name (+6.2)","same company (+5.7)","very similar first name, or swapped (+4.1)"]]}', '03ee8c796f08fdd842fa3b9d', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pf5p01kf2d1ftz', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m6egh37np8b9ag",0.929377,5.6428456459056004,"same first name (+6.1)","same street and house (+6.0)"]]}', '9663d1f9e5bdfba4c6ed1214', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pd8a5xapt0jp7d', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m7x8tyeg58qqtd",0.930962,4.055737280274788,"same last name (+6.2)","same first name (+6.1)","region differs (-1.8)"]]}', '009ac7aa72f54c5371c16d38', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3ea94xjxk81ev', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m6tpz93x67js55",0.975729,17.75135453277883,"same last name (+6.2)","same first name (+6.1)","same birth date (+6.0)"],["m5zpy9w94nbsxw",0.004731,-12.558434439620228,"same name or nickname (+4.8)","birth_date differs (-3.9)","last differs (-3.8)"],["m7dm4v6rcgxste",0.004463,-9.148155463078933,"a last name in common, or swapped (+4.9)","birth_date differs (-3.9)","first differs (-3.6)"],["m3d70rgtdp0nwq",0.004336,-15.000121468662911,"same name or nickname (+4.8)","birth_date differs (-3.9)","last differs (-3.8)"]]}', 'd6b9df583212bb9e03032a23', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3p4jv49q0g71r', 'person', '{"basis":"shipped","alike":false,"said":[3,"mbymhcmn0j49yq","rematch","2026-11-30T19:54:39.215913+00:00"],"named_at":null,"candidates":[["maptgdcf3vt8gc",0.232691,-9.59587513379765,"same company (+4.1)","last differs (-3.8)","first differs (-3.6)"],["m1pcfs6c31gxvc",0.164465,-13.73370661808392,"last differs (-3.8)","first differs (-3.6)","same country (+2.6)"],["m5zpy9w94nbsxw",0.164279,-9.765876434179733,"same company (+4.1)","last differs (-3.8)","first differs (-3.6)"]]}', '0a0022f2a6b41c2556ef74d6', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'pezvfhkawys150', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m0drbpdkq542f9",0.962337,6.8695801323161785,"same last name (+6.2)","same first name (+6.1)","same company (+2.9)"],["m0kcy0g37vdyn8",0.006491,-4.053245241171068,"a last name in common, or swapped (+4.9)","first differs (-3.6)","same company (+2.9)"],["m7dm4v6rcgxste",0.006246,-10.98826885551618,"last differs (-3.8)","first differs (-3.6)","same company (+2.9)"],["m6tpz93x67js55",0.005621,-14.105991647213681,"last differs (-3.8)","first differs (-3.6)","same company (+2.9)"]]}', '7f78f6d3a7a88875d3ff7218', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p2bg3rjy8qq6gt', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["m6dsmrkc3b6ka3",0.925233,7.932133088493565,"same last name (+6.2)","same city (+5.3)","first differs (-3.6)"],["m1mn78mg24f7qf",0.015131,-21.18970173648461,"last differs (-3.8)","first differs (-3.6)","company differs (-2.6)"]]}', 'da9cba0613307177bf9fb2d8', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'peexj3natbqa6p', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["mf5vr88zhvxb9k",0.944897,9.778531265282215,"same last name (+6.2)","same first name (+6.1)","same company (+5.7)"]]}', 'dfb7e4f2cbe0f60a2d28706e', '904f7defaea8+9b1274c5fa4d.0'),
	('e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p354azny7txjf3', 'person', '{"basis":"shipped","alike":false,"said":null,"named_at":null,"candidates":[["ma451vrpq6rhfn",0.566354,-2.8825484444495046,"same last name (+5.2)","same name or nickname (+4.8)","company differs (-2.6)"],["m3d70rgtdp0nwq",0.064163,-8.049526233251358,"same company (+5.7)","last differs (-3.8)","first differs (-3.6)"],["mekqzvy5dsrtvf",0.048968,-9.652688603090766,"same last name (+5.2)","first differs (-3.6)","title differs (-2.4)"]]}', 'fad7d2e8a956dca28bb41c10', '904f7defaea8+9b1274c5fa4d.0');


--
-- Data for Name: staged_solos; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: stages; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: statements; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.statements VALUES
	(1, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'paa8z6a3gktdea', 'person', NULL, 'nobody', 'rejection', NULL, 'f4e8022906f6b7f4af5d0cebd9aa3b60', true, 1, '{"profile_id":"m7afjgr2fvnc8p","state":"linked","probability":0.980029,"model_version":"904f7defaea8+9b1274c5fa4d.0","made_by":"model","reasons":["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]}', '2026-11-30 19:54:38.941308+00'),
	(2, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3p4jv49q0g71r', 'person', 'm3phhhtsp1en7n', 'not_match', 'rematch', NULL, 'd6ae66b661758c765ba0c18190783554', true, 1, '{"profile_id":"m3phhhtsp1en7n","state":"linked","probability":0.981405,"model_version":"904f7defaea8+9b1274c5fa4d.0","made_by":"model","reasons":["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]}', '2026-11-30 19:54:39.215913+00'),
	(3, 'e2f4683f10694983b40c3c7098dc51fa', 'contact', 'p3p4jv49q0g71r', 'person', 'mbymhcmn0j49yq', 'match', 'rematch', NULL, 'd6ae66b661758c765ba0c18190783554', true, 1, '{"profile_id":"m3phhhtsp1en7n","state":"linked","probability":0.981405,"model_version":"904f7defaea8+9b1274c5fa4d.0","made_by":"model","reasons":["same last name (+6.2)","same first name (+6.1)","same title (+5.7)"]}', '2026-11-30 19:54:39.215913+00');


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES
	('e2f4683f10694983b40c3c7098dc51fa', 'U1', '\x6728f634ef78f9ad84dbcf9396fcd235fc9de0385edb03825bf21451b3f735af61c87847eed23903c01a6c4b55211ae4691506d4f1dca69ce2551c3488133932aea469fff6fd58b5b0637f4df526056e', '457589d419dbd5a3c5927323976233c6', NULL, true, true, true, true, NULL, '22026-11-30T19:54:23.763960+00:00', '987578e89fc006b7af6aea27b78385c7', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'U2', '\x6672da9099906a788e04e2392343ec57bf8b5e2457c5f090af0b6d06927b482ae361ebbc0464699c6e675e39d2133315e817ab6c8bbe318972ea0dfed6f9431ba4bf23e73b206a059acc95857c6bc358', '491591b636640886aaf6e5cabc50fdeb', NULL, true, false, true, true, NULL, '22026-11-30T19:54:23.763960+00:00', 'b0cb8293bfe925169c8ebdef1b2a8b4c', NULL, NULL),
	('e2f4683f10694983b40c3c7098dc51fa', 'U3', '\x4949d8e950a352a31e7f3971878c6edf2473eb393ed705d0792904b64f654d6834e98fb5dad6eafcef33f5030f8c31f63f18fcf9a4a33cc52f06dcb88fe3c1ddf786d12f430e18d0b42de8c9533eca70', '4ce7df797637b0ec83458611a1cf2694', NULL, true, false, true, true, NULL, '22026-11-30T19:54:23.763960+00:00', 'dcc114471ba0c73be015c243027384b1', NULL, NULL);


--
-- Data for Name: written; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.written VALUES
	(1, 'e2f4683f10694983b40c3c7098dc51fa', 'note-1', 'note', 'contact', 'pa4pdydakczypq', 'notes', '2577109453', false, '2026-11-30 19:54:39.088498+00');


--
-- Data for Name: written_fields; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: audit_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_seq_seq', 74, true);


--
-- Name: events_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.events_seq_seq', 175, true);


--
-- Name: link_history_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.link_history_seq_seq', 126, true);


--
-- Name: record_judgements_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.record_judgements_seq_seq', 1, false);


--
-- Name: rejects_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.rejects_seq_seq', 28, true);


--
-- Name: saves_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.saves_seq_seq', 18, true);


--
-- Name: statements_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.statements_seq_seq', 3, true);


--
-- Name: written_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.written_seq_seq', 1, true);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: activities pk_activities; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activities
    ADD CONSTRAINT pk_activities PRIMARY KEY (instance_id, id);


--
-- Name: activity_facts pk_activity_facts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activity_facts
    ADD CONSTRAINT pk_activity_facts PRIMARY KEY (instance_id, id);


--
-- Name: aliases pk_aliases; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.aliases
    ADD CONSTRAINT pk_aliases PRIMARY KEY (instance_id, object, old_id);


--
-- Name: audit pk_audit; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (seq);


--
-- Name: authorizations pk_authorizations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorizations
    ADD CONSTRAINT pk_authorizations PRIMARY KEY (instance_id, user_id);


--
-- Name: candidates pk_candidates; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidates
    ADD CONSTRAINT pk_candidates PRIMARY KEY (instance_id, kind, profile_id, object, record_id);


--
-- Name: certificates pk_certificates; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificates
    ADD CONSTRAINT pk_certificates PRIMARY KEY (id);


--
-- Name: checkpoints pk_checkpoints; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT pk_checkpoints PRIMARY KEY (instance_id);


--
-- Name: clients pk_clients; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT pk_clients PRIMARY KEY (id);


--
-- Name: console_links pk_console_links; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.console_links
    ADD CONSTRAINT pk_console_links PRIMARY KEY (token_hash);


--
-- Name: console_sessions pk_console_sessions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.console_sessions
    ADD CONSTRAINT pk_console_sessions PRIMARY KEY (id_hash);


--
-- Name: contracts pk_contracts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contracts
    ADD CONSTRAINT pk_contracts PRIMARY KEY (id);


--
-- Name: corrections pk_corrections; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT pk_corrections PRIMARY KEY (id);


--
-- Name: creations pk_creations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.creations
    ADD CONSTRAINT pk_creations PRIMARY KEY (instance_id, id);


--
-- Name: events pk_events; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT pk_events PRIMARY KEY (seq);


--
-- Name: followed_indexes pk_followed_indexes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.followed_indexes
    ADD CONSTRAINT pk_followed_indexes PRIMARY KEY (kind);


--
-- Name: hints pk_hints; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hints
    ADD CONSTRAINT pk_hints PRIMARY KEY (instance_id, object, record_id);


--
-- Name: idempotency pk_idempotency; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT pk_idempotency PRIMARY KEY (caller, client, acting_user, key);


--
-- Name: idempotency_subjects pk_idempotency_subjects; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_subjects
    ADD CONSTRAINT pk_idempotency_subjects PRIMARY KEY (caller, client, acting_user, key, subject);


--
-- Name: import_ids pk_import_ids; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_ids
    ADD CONSTRAINT pk_import_ids PRIMARY KEY (import_id, record_id);


--
-- Name: import_pages pk_import_pages; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_pages
    ADD CONSTRAINT pk_import_pages PRIMARY KEY (import_id, number);


--
-- Name: imports pk_imports; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT pk_imports PRIMARY KEY (id);


--
-- Name: instances pk_instances; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instances
    ADD CONSTRAINT pk_instances PRIMARY KEY (id);


--
-- Name: jobs pk_jobs; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT pk_jobs PRIMARY KEY (id);


--
-- Name: judgement_batches pk_judgement_batches; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement_batches
    ADD CONSTRAINT pk_judgement_batches PRIMARY KEY (id);


--
-- Name: kept_deletions pk_kept_deletions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_deletions
    ADD CONSTRAINT pk_kept_deletions PRIMARY KEY (instance_id, object, id);


--
-- Name: keys pk_keys; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.keys
    ADD CONSTRAINT pk_keys PRIMARY KEY (id);


--
-- Name: leases pk_leases; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT pk_leases PRIMARY KEY (name);


--
-- Name: link_history pk_link_history; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_history
    ADD CONSTRAINT pk_link_history PRIMARY KEY (seq);


--
-- Name: links pk_links; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.links
    ADD CONSTRAINT pk_links PRIMARY KEY (instance_id, object, record_id);


--
-- Name: name_spellings pk_name_spellings; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.name_spellings
    ADD CONSTRAINT pk_name_spellings PRIMARY KEY (instance_id, spelling, word_hash);


--
-- Name: opportunities pk_opportunities; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.opportunities
    ADD CONSTRAINT pk_opportunities PRIMARY KEY (instance_id, id);


--
-- Name: opportunity_people pk_opportunity_people; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.opportunity_people
    ADD CONSTRAINT pk_opportunity_people PRIMARY KEY (instance_id, opportunity_id, object, record_id);


--
-- Name: preferences pk_preferences; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.preferences
    ADD CONSTRAINT pk_preferences PRIMARY KEY (contract_id, user_id, kind);


--
-- Name: profile_notes pk_profile_notes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.profile_notes
    ADD CONSTRAINT pk_profile_notes PRIMARY KEY (kind, profile_id);


--
-- Name: promises pk_promises; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises
    ADD CONSTRAINT pk_promises PRIMARY KEY (instance_id, kind);


--
-- Name: readings pk_readings; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readings
    ADD CONSTRAINT pk_readings PRIMARY KEY (instance_id, name);


--
-- Name: record_judgements pk_record_judgements; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_judgements
    ADD CONSTRAINT pk_record_judgements PRIMARY KEY (seq);


--
-- Name: record_marks pk_record_marks; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_marks
    ADD CONSTRAINT pk_record_marks PRIMARY KEY (instance_id, mark, object, record_id) INCLUDE (beginnings);


--
-- Name: records pk_records; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.records
    ADD CONSTRAINT pk_records PRIMARY KEY (instance_id, object, id);


--
-- Name: rejects pk_rejects; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rejects
    ADD CONSTRAINT pk_rejects PRIMARY KEY (seq);


--
-- Name: saves pk_saves; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saves
    ADD CONSTRAINT pk_saves PRIMARY KEY (seq);


--
-- Name: seats pk_seats; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seats
    ADD CONSTRAINT pk_seats PRIMARY KEY (contract_id, id);


--
-- Name: sign_in_providers pk_sign_in_providers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sign_in_providers
    ADD CONSTRAINT pk_sign_in_providers PRIMARY KEY (contract_id);


--
-- Name: solos pk_solos; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.solos
    ADD CONSTRAINT pk_solos PRIMARY KEY (instance_id, object, record_id);


--
-- Name: staged_solos pk_staged_solos; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staged_solos
    ADD CONSTRAINT pk_staged_solos PRIMARY KEY (instance_id, object, record_id);


--
-- Name: stages pk_stages; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stages
    ADD CONSTRAINT pk_stages PRIMARY KEY (instance_id, pipeline, stage);


--
-- Name: statements pk_statements; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statements
    ADD CONSTRAINT pk_statements PRIMARY KEY (seq);


--
-- Name: users pk_users; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT pk_users PRIMARY KEY (instance_id, id);


--
-- Name: written pk_written; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.written
    ADD CONSTRAINT pk_written PRIMARY KEY (seq);


--
-- Name: written_fields pk_written_fields; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.written_fields
    ADD CONSTRAINT pk_written_fields PRIMARY KEY (instance_id, object, record_id, field);


--
-- Name: ix_activities_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_activities_due ON public.activities USING btree (state, next_at);


--
-- Name: ix_activities_profile; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_activities_profile ON public.activities USING btree (instance_id, profile_kind, profile_id);


--
-- Name: ix_audit_contract; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_contract ON public.audit USING btree (contract_id, seq);


--
-- Name: ix_authorizations_refresh_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_authorizations_refresh_at ON public.authorizations USING btree (refresh_at);


--
-- Name: ix_certificates_contract_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_certificates_contract_id ON public.certificates USING btree (contract_id);


--
-- Name: ix_corrections_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_corrections_state ON public.corrections USING btree (instance_id, state);


--
-- Name: ix_events_instance; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_events_instance ON public.events USING btree (instance_id, seq);


--
-- Name: ix_idempotency_subjects_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_idempotency_subjects_subject ON public.idempotency_subjects USING btree (caller, subject);


--
-- Name: ix_jobs_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_jobs_waiting ON public.jobs USING btree (state, made_at);


--
-- Name: ix_judgement_batches_instance; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_judgement_batches_instance ON public.judgement_batches USING btree (instance_id, at, id);


--
-- Name: ix_kept_deletions_import_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_kept_deletions_import_id ON public.kept_deletions USING btree (import_id);


--
-- Name: ix_link_history_record; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_link_history_record ON public.link_history USING btree (instance_id, object, record_id, seq);


--
-- Name: ix_links_claim; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_links_claim ON public.links USING btree (instance_id, kind, profile_id);


--
-- Name: ix_links_lost; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_links_lost ON public.links USING btree (instance_id, kind, profile_id) WHERE ((state)::text = 'duplicate'::text);


--
-- Name: ix_links_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_links_state ON public.links USING btree (instance_id, kind, state);


--
-- Name: ix_opportunities_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_opportunities_account ON public.opportunities USING btree (instance_id, account_id);


--
-- Name: ix_opportunities_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_opportunities_owner ON public.opportunities USING btree (instance_id, owner_id);


--
-- Name: ix_opportunity_people_record; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_opportunity_people_record ON public.opportunity_people USING btree (instance_id, object, record_id);


--
-- Name: ix_profile_notes_changed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_profile_notes_changed ON public.profile_notes USING btree (kind, changed_at);


--
-- Name: ix_record_judgements_other; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_record_judgements_other ON public.record_judgements USING btree (instance_id, other_object, other_id);


--
-- Name: ix_record_judgements_record; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_record_judgements_record ON public.record_judgements USING btree (instance_id, object, record_id);


--
-- Name: ix_records_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_records_account ON public.records USING btree (instance_id, account_id, object);


--
-- Name: ix_rejects_import_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_rejects_import_id ON public.rejects USING btree (import_id);


--
-- Name: ix_saves_profile; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_saves_profile ON public.saves USING btree (instance_id, kind, profile_id);


--
-- Name: ix_solos_model; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_solos_model ON public.solos USING btree (instance_id, kind, model_version);


--
-- Name: ix_statements_profile; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_statements_profile ON public.statements USING btree (instance_id, kind, profile_id);


--
-- Name: ix_statements_record; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_statements_record ON public.statements USING btree (instance_id, object, record_id);


--
-- Name: ix_users_email_mark; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_users_email_mark ON public.users USING btree (email_mark);


--
-- Name: ix_users_subject_mark; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_users_subject_mark ON public.users USING btree (subject_mark);


--
-- Name: ix_written_record; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_written_record ON public.written USING btree (instance_id, object, record_id);


--
-- Name: uq_instances_live; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_instances_live ON public.instances USING btree (contract_id, name) WHERE ((state)::text = 'connected'::text);


--
-- Name: uq_links_profile; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_links_profile ON public.links USING btree (instance_id, kind, profile_id) WHERE ((state)::text = 'linked'::text);


--
-- Name: uq_saves_entry; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_saves_entry ON public.saves USING btree (instance_id, user_id, kind, profile_id, opportunity_id);


--
-- Name: uq_written_part; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_written_part ON public.written USING btree (instance_id, activity_id, part);


--
-- Name: activities fk_activities_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activities
    ADD CONSTRAINT fk_activities_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: activity_facts fk_activity_facts_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activity_facts
    ADD CONSTRAINT fk_activity_facts_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: authorizations fk_authorizations_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorizations
    ADD CONSTRAINT fk_authorizations_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: checkpoints fk_checkpoints_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT fk_checkpoints_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: clients fk_clients_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT fk_clients_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: console_links fk_console_links_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.console_links
    ADD CONSTRAINT fk_console_links_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: console_links fk_console_links_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.console_links
    ADD CONSTRAINT fk_console_links_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: console_sessions fk_console_sessions_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.console_sessions
    ADD CONSTRAINT fk_console_sessions_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: console_sessions fk_console_sessions_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.console_sessions
    ADD CONSTRAINT fk_console_sessions_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: corrections fk_corrections_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT fk_corrections_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: creations fk_creations_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.creations
    ADD CONSTRAINT fk_creations_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: events fk_events_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT fk_events_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: hints fk_hints_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.hints
    ADD CONSTRAINT fk_hints_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: idempotency_subjects fk_idempotency_subjects_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_subjects
    ADD CONSTRAINT fk_idempotency_subjects_key FOREIGN KEY (caller, client, acting_user, key) REFERENCES public.idempotency(caller, client, acting_user, key) ON DELETE CASCADE;


--
-- Name: import_ids fk_import_ids_import_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_ids
    ADD CONSTRAINT fk_import_ids_import_id FOREIGN KEY (import_id) REFERENCES public.imports(id);


--
-- Name: import_pages fk_import_pages_import_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_pages
    ADD CONSTRAINT fk_import_pages_import_id FOREIGN KEY (import_id) REFERENCES public.imports(id);


--
-- Name: imports fk_imports_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT fk_imports_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: instances fk_instances_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instances
    ADD CONSTRAINT fk_instances_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: instances fk_instances_key_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instances
    ADD CONSTRAINT fk_instances_key_id FOREIGN KEY (key_id) REFERENCES public.keys(id);


--
-- Name: jobs fk_jobs_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT fk_jobs_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: judgement_batches fk_judgement_batches_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement_batches
    ADD CONSTRAINT fk_judgement_batches_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: kept_deletions fk_kept_deletions_import_id_imports; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_deletions
    ADD CONSTRAINT fk_kept_deletions_import_id_imports FOREIGN KEY (import_id) REFERENCES public.imports(id);


--
-- Name: link_history fk_link_history_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_history
    ADD CONSTRAINT fk_link_history_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: links fk_links_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.links
    ADD CONSTRAINT fk_links_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: opportunities fk_opportunities_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.opportunities
    ADD CONSTRAINT fk_opportunities_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: preferences fk_preferences_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.preferences
    ADD CONSTRAINT fk_preferences_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: promises fk_promises_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.promises
    ADD CONSTRAINT fk_promises_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: readings fk_readings_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readings
    ADD CONSTRAINT fk_readings_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: record_judgements fk_record_judgements_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_judgements
    ADD CONSTRAINT fk_record_judgements_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: records fk_records_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.records
    ADD CONSTRAINT fk_records_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: rejects fk_rejects_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rejects
    ADD CONSTRAINT fk_rejects_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: saves fk_saves_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saves
    ADD CONSTRAINT fk_saves_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: seats fk_seats_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seats
    ADD CONSTRAINT fk_seats_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: sign_in_providers fk_sign_in_providers_contract_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sign_in_providers
    ADD CONSTRAINT fk_sign_in_providers_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts(id);


--
-- Name: solos fk_solos_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.solos
    ADD CONSTRAINT fk_solos_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: staged_solos fk_staged_solos_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staged_solos
    ADD CONSTRAINT fk_staged_solos_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: statements fk_statements_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statements
    ADD CONSTRAINT fk_statements_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: users fk_users_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT fk_users_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: written_fields fk_written_fields_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.written_fields
    ADD CONSTRAINT fk_written_fields_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- Name: written fk_written_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.written
    ADD CONSTRAINT fk_written_instance_id FOREIGN KEY (instance_id) REFERENCES public.instances(id);


--
-- PostgreSQL database dump complete
--


