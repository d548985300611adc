import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('messaging.listConversations');
burstTest('messaging.createConversation');
burstTest('messaging.getConversation');
burstTest('messaging.updateConversation');
burstTest('messaging.listMessages');
burstTest('messaging.sendMessage');
burstTest('messaging.markRead');
burstTest('messaging.setTyping');
